import { byId } from "./dom.js";

/** The box for what one says. Each talk keeps its own draft. */
export class Composer {
  #form = byId("composer");
  #text = byId("text");
  #talk;

  /** @param onSay called with the text */
  constructor(onSay) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.#text.value;
      if (text.trim() === "" || !this.#talk) return;
      this.#text.value = this.#talk.draft = "";
      this.#fit();
      onSay(text);
      this.#text.focus();
    });
    this.#text.addEventListener("keydown", (event) => {
      // While a word is being composed, Enter belongs to the input method.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
    this.#text.addEventListener("input", () => {
      if (this.#talk) this.#talk.draft = this.#text.value;
      this.#fit();
    });
  }

  show(talk) {
    this.#talk = talk;
    this.#text.value = talk.draft;
    this.#text.placeholder = `Message to ${talk.name}`;
    this.#fit();
  }

  focus() { this.#text.focus(); }

  set hidden(hidden) { this.#form.hidden = hidden; }

  /** Makes the box as high as its text, up to what the style sheet allows. */
  #fit() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
  }
}
