import { byId } from "./dom.js";

/** Shows calmly how the connection is: a word beside the own name and, while it is lost, a line over the room. */
export class Connection {
  #speech;
  #timer;
  #retryAt;

  /** @param onReturn called when the reader wants to come back after the end */
  constructor(speech, onReturn) {
    this.#speech = speech;
    byId("banner-action").addEventListener("click", onReturn);
  }

  show({ state, retryAt, error, code, reason }) {
    clearInterval(this.#timer);
    const mark = byId("connection");
    const was = mark.dataset.state;
    mark.dataset.state = state;
    this.#retryAt = retryAt;
    if (state === "away") {
      mark.textContent = "Connecting again";
      this.#wait();
      this.#timer = setInterval(() => this.#wait(), 500);
      if (was !== "away") this.#speech.tell("The connection is lost and will come back by itself");
    } else if (state === "closed") {
      mark.textContent = "Not connected";
      this.#banner(endOf(code, error?.message ?? reason), true);
      this.#speech.tell(byId("banner-text").textContent);
    } else {
      mark.textContent = state === "open" ? "Connected" : "Connecting";
      byId("banner").hidden = true;
      if (was === "away" && state === "open") this.#speech.tell("Connected again");
    }
  }

  #wait() {
    const seconds = Math.ceil(((this.#retryAt ?? 0) - Date.now()) / 1_000);
    const when = seconds > 1 ? `trying again in ${seconds} seconds` : "trying again";
    this.#banner(`The connection is lost, ${when}. What you say now is sent then.`, false);
  }

  #banner(text, isEnd) {
    byId("banner").hidden = false;
    byId("banner").classList.toggle("end", isEnd);
    byId("banner-text").textContent = text;
    byId("banner-action").hidden = !isEnd;
  }
}

function endOf(code, sentence) {
  if (code === 4004) return "You were removed by an operator.";
  if (code === 4000) return "This session goes on in another window.";
  return sentence ? `The connection has ended: ${sentence}.` : "The connection has ended.";
}
