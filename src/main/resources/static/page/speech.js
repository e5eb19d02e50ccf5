import { byId } from "./dom.js";

/** More messages than this at a time are only counted. */
const MOST = 3;

const PAUSE_MILLIS = 700;

/** Tells screen readers what happens: sentences of the page, and what is said in the room that is open. */
export class Speech {
  #waiting = [];
  #timer;

  /** Tells a sentence at the next pause. */
  tell(sentence) {
    this.#waiting.push(sentence);
    this.#timer ??= setTimeout(() => this.#flush(), PAUSE_MILLIS);
  }

  #flush() {
    this.#timer = undefined;
    const sentences = this.#waiting.splice(0);
    byId("spoken").textContent = sentences.length > MOST ? `${sentences.length} new messages` : sentences.join(". ");
  }
}
