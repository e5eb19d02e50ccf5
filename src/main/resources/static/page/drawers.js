import { byId } from "./dom.js";

/** On narrow screens the two side panels lie over the room, one at a time, and open on a button each. */
export class Drawers {
  #open;

  constructor() {
    for (const [button, panel] of [["show-rooms", "rooms-panel"], ["show-people", "people-panel"]]) {
      byId(button).addEventListener("click", () => (this.#open?.panel === byId(panel) ? this.close() : this.#show(button, panel)));
    }
    byId("curtain").addEventListener("click", () => this.close());
    document.querySelectorAll(".panel .close").forEach((button) => button.addEventListener("click", () => this.close()));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  close() {
    if (!this.#open) return;
    const { button, panel } = this.#open;
    this.#open = undefined;
    this.#set(button, panel, false);
    // Not before: what is inert cannot be focused.
    button.focus();
  }

  #show(buttonId, panelId) {
    this.close();
    const [button, panel] = [byId(buttonId), byId(panelId)];
    this.#open = { button, panel };
    this.#set(button, panel, true);
    panel.setAttribute("tabindex", "-1");
    panel.focus();
  }

  #set(button, panel, isOpen) {
    button.setAttribute("aria-expanded", String(isOpen));
    panel.classList.toggle("open", isOpen);
    byId("curtain").classList.toggle("open", isOpen);
    byId("room").inert = isOpen;
  }
}
