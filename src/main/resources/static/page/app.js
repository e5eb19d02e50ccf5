import { connect } from "../roomcast.js";
import { addressOf, isRoom, showInAddress } from "./address.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { byId } from "./dom.js";
import { Drawers } from "./drawers.js";
import { badRoom, roomsIn } from "./entry.js";
import { LogView } from "./log-view.js";
import { ofTab } from "./memory.js";
import { unsaidRow } from "./rows.js";
import { showMe, showPeople, showRooms } from "./side.js";
import { Speech } from "./speech.js";
import { Talk } from "./talk.js";

/** How long a hidden page may take to show a change: it gets no frames to do so. */
const HIDDEN_MILLIS = 200;

/** The page while one is in rooms: one client, its talks, and which of them is open. */
export class App {
  #chat;
  #talks = new Map();
  #current;
  #nick;
  #drawing = false;
  #shownLatest = -1;
  #drawers = new Drawers();
  #speech = new Speech();
  #connection = new Connection(this.#speech, () => this.enter(this.#nick, [...this.#talks.keys()]));
  #composer = new Composer((text) => {
    this.#current.say(text);
    this.#draw();
    this.#log.toEnd();
  });
  #log = new LogView({
    scroller: byId("log"),
    list: byId("messages"),
    start: byId("log-start"),
    onNearTop: () => this.#current?.readBack(),
    onMove: () => this.#moved(),
  });
  #onRefusedNick;
  #onRename;

  /**
   * @param onRefusedNick called with the sentence if the server does not take the nick
   * @param onRename called when the reader wants another nick
   */
  constructor({ onRefusedNick, onRename }) {
    this.#onRefusedNick = onRefusedNick;
    this.#onRename = onRename;
    byId("rename").addEventListener("click", () => this.#onRename([...this.#talks.keys()], this.#nick));
    byId("leave").addEventListener("click", () => this.#leave(this.#current));
    byId("copy-link").addEventListener("click", () => this.#copyLink());
    byId("latest").addEventListener("click", () => {
      this.#log.toEnd();
      this.#composer.focus();
    });
    byId("add-room").addEventListener("submit", (event) => this.#addRooms(event));
    byId("refused").addEventListener("submit", (event) => this.#retry(event));
    document.addEventListener("visibilitychange", () => this.#moved());
    document.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Whether a client is there. */
  get isIn() { return this.#chat !== undefined; }

  /** Comes into the rooms as a new client, which goes on after what the page has already. */
  enter(nick, rooms) {
    this.exit();
    this.#nick = nick;
    const chat = connect(new URL(".", location.href), { nick });
    this.#chat = chat;
    chat.addEventListener("state", (event) => this.#chat === chat && this.#turn(event));
    showMe(nick);
    this.#connection.show({ state: chat.state });
    const last = ofTab.recall("room");
    this.setRooms(rooms);
    this.#open(this.#talks.get(last) ?? this.#current);
    this.#composer.focus();
  }

  /** Leaves all rooms; what was said in them stays until one comes back. */
  exit() {
    const chat = this.#chat;
    this.#chat = undefined;
    chat?.close();
    this.#talks.forEach((talk) => talk.forget());
  }

  /** Joins and leaves until these are the rooms one is in. */
  setRooms(names) {
    for (const [name, talk] of this.#talks) if (!names.includes(name)) this.#drop(talk);
    for (const name of names) {
      if (!this.#talks.has(name)) this.#talks.set(name, this.#newTalk(name));
      const talk = this.#talks.get(name);
      if (!talk.isIn) talk.join(this.#chat);
    }
    showInAddress([...this.#talks.keys()]);
    if (!this.#talks.has(this.#current?.name)) this.#open([...this.#talks.values()][0]);
    this.#draw();
  }

  #newTalk(name) {
    const talk = new Talk(name, (one) => one === this.#current && !document.hidden && this.#log.isAtEnd);
    talk.addEventListener("change", () => this.#drawSoon());
    talk.addEventListener("heard", ({ from, text }) => talk === this.#current && this.#speech.tell(`${from}: ${text}`));
    return talk;
  }

  #turn(event) {
    this.#connection.show(event);
    if (event.state === "open") showMe(this.#chat.nick);
    if (event.state === "closed" && ["bad_nick", "reserved_nick"].includes(event.error?.code)) {
      this.#onRefusedNick([...this.#talks.keys()], this.#nick, event.error.message);
    }
    this.#drawSoon();
  }

  #open(talk) {
    if (this.#current && this.#current !== talk) this.#current.newFrom = undefined;
    this.#current = talk;
    byId("room").classList.toggle("none", !talk);
    if (talk) {
      ofTab.remember("room", talk.name);
      byId("room-name").textContent = talk.name;
      this.#composer.show(talk);
      this.#log.show(talk.timeline, talk.newFrom);
      talk.markSeen();
    } else {
      byId("room-name").textContent = "In no room";
      byId("room-count").textContent = "";
    }
    this.#draw();
  }

  /** Shows at the next frame what has changed until then, however much it is. */
  #drawSoon() {
    if (this.#drawing) return;
    this.#drawing = true;
    if (document.hidden) setTimeout(() => this.#draw(), HIDDEN_MILLIS);
    else requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#drawing = false;
    showRooms([...this.#talks.values()], this.#current, (talk) => {
      this.#drawers.close();
      this.#open(talk);
      this.#composer.focus();
    });
    const talk = this.#current;
    if (!talk) return;
    showPeople(talk, this.#chat?.client);
    this.#showUnsaid(talk);
    this.#log.refresh(talk.newFrom);
    this.#showLatest();
    this.#showRefusal(talk);
  }

  #showUnsaid(talk) {
    byId("unsaid").replaceChildren(...talk.unsaid.map((unsaid) => unsaidRow(unsaid, {
      onRepeat: () => {
        talk.drop(unsaid);
        talk.say(unsaid.text);
        this.#composer.focus();
      },
      onDrop: () => {
        talk.drop(unsaid);
        this.#composer.focus();
      },
    })));
  }

  #showRefusal(talk) {
    const { error } = talk;
    const isOver = this.#chat?.state === "closed";
    this.#composer.hidden = Boolean(error) || isOver;
    const form = byId("refused");
    const wasHidden = form.hidden;
    form.hidden = !error || isOver;
    if (!form.hidden && wasHidden) {
      byId("refused-why").textContent = `${talk.name} cannot be joined: ${error.message}.`;
      byId("refused-nick").value = this.#nick;
      byId("refused-nick").select();
    }
  }

  #retry(event) {
    event.preventDefault();
    const talk = this.#current;
    byId("refused").hidden = true;
    talk.join(this.#chat, byId("refused-nick").value.trim() || undefined);
    this.#composer.focus();
  }

  #moved() {
    if (this.#current && this.#log.isAtEnd && !document.hidden) this.#current.markSeen();
    this.#showLatest();
  }

  #showLatest() {
    const unread = this.#log.isAtEnd ? -1 : (this.#current?.unread ?? 0);
    if (unread === this.#shownLatest) return;
    this.#shownLatest = unread;
    byId("latest").hidden = unread < 0;
    byId("latest").textContent = unread > 0 ? `${unread} new` : "To the latest message";
  }

  #addRooms(event) {
    event.preventDefault();
    const field = byId("add-room-name");
    const names = roomsIn(field.value);
    const bad = names.find((name) => !isRoom(name));
    byId("add-room-error").textContent = bad === undefined ? "" : badRoom(bad);
    if (bad !== undefined || names.length === 0) return;
    field.value = "";
    this.setRooms([...new Set([...this.#talks.keys(), ...names])]);
    this.#drawers.close();
    this.#open(this.#talks.get(names[0]));
    this.#composer.focus();
  }

  #leave(talk) {
    if (!talk) return;
    this.setRooms([...this.#talks.keys()].filter((name) => name !== talk.name));
    (this.#current ? byId("text") : byId("add-room-name")).focus();
  }

  #drop(talk) {
    talk.leave();
    this.#talks.delete(talk.name);
  }

  async #copyLink() {
    const button = byId("copy-link");
    const link = addressOf([this.#current.name]);
    try {
      await navigator.clipboard.writeText(link);
      button.textContent = "Copied";
      this.#speech.tell("The link is copied");
      setTimeout(() => { button.textContent = "Copy link"; }, 2_000);
    } catch {
      prompt("The link to this room", link);
    }
  }

  #onKey(event) {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || step === 0 || !this.#current) return;
    event.preventDefault();
    const talks = [...this.#talks.values()];
    this.#open(talks[(talks.indexOf(this.#current) + step + talks.length) % talks.length]);
    this.#speech.tell(this.#current.name);
  }
}
