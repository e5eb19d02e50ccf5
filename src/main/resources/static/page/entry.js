import { isRoom } from "./address.js";
import { byId } from "./dom.js";
import { ofBrowser } from "./memory.js";

/** The names of rooms in what somebody typed. */
export const roomsIn = (typed) => [...new Set(typed.split(/[\s,#]+/).filter((name) => name !== ""))];

/** The sentence about a name that no room can have. */
export const badRoom = (name) =>
  `“${name}” cannot be a room: its name is of letters A to Z, digits and . _ -, begins with a letter or digit, and has at most 64 of them`;

/** The form in front of the rooms: who one is, and where one wants to go. */
export class Entry {
  #nick = byId("entry-nick");
  #room = byId("entry-room");
  #error = byId("entry-error");

  /** @param onEnter called with the nick and the rooms */
  constructor(onEnter) {
    byId("entry-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const nick = this.#nick.value.trim();
      const rooms = roomsIn(this.#room.value);
      const bad = rooms.find((name) => !isRoom(name));
      if (nick === "") this.#refuse(this.#nick, "Please choose a name");
      else if (rooms.length === 0) this.#refuse(this.#room, "Please name a room");
      else if (bad !== undefined) this.#refuse(this.#room, badRoom(bad));
      else onEnter(nick, rooms);
    });
  }

  show(rooms, nick = ofBrowser.recall("nick") ?? "", error = "") {
    byId("app").hidden = true;
    byId("entry").hidden = false;
    document.title = "Roomcast";
    byId("entry-title").textContent = rooms.length === 1 ? `Come into ${rooms[0]}` : "Come in";
    this.#nick.value = nick;
    this.#room.value = (rooms.length > 0 ? rooms : ["lobby"]).join(" ");
    this.#refuse(this.#nick, error);
    this.#nick.select();
  }

  hide() {
    byId("entry").hidden = true;
    byId("app").hidden = false;
  }

  #refuse(field, sentence) {
    for (const one of [this.#nick, this.#room]) one.removeAttribute("aria-invalid");
    if (sentence) field.setAttribute("aria-invalid", "true");
    this.#error.textContent = sentence;
    field.focus();
  }
}
