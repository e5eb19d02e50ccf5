import { Timeline } from "./timeline.js";

/** How many messages a page of history has: the first one, and those that follow on scrolling up. */
const FIRST_PAGE = 60;
const PAGE = 200;

/**
 * One room as the page knows it, over all connections: what was said, who is here, and what is own and not said yet. It
 * sends "change" after each change, and "heard" with each new message of others.
 */
export class Talk extends EventTarget {
  timeline = new Timeline();
  /** Own messages that have no position yet: { id, text, state: "sending" | "said" | "refused", why }. */
  unsaid = [];
  /** client number -> nick */
  people = new Map();
  /** How many are here; more than `people` in a crowd. */
  count = 0;
  unread = 0;
  /** The number of the first message that was not seen. */
  newFrom;
  draft = "";
  /** Why the room cannot be entered, or is over. */
  error;
  #room;
  #isOver = false;
  #seen = () => false;
  #asking = false;
  #asksAgainAt = 0;

  /** @param isSeen tells whether what is said in this talk is seen by the reader at once */
  constructor(name, isSeen) {
    super();
    this.name = name;
    this.#seen = () => isSeen(this);
  }

  get state() { return this.#room?.state ?? "joining"; }

  get nick() { return this.#room?.nick; }

  /** Joins the room with this client; again after what is known of it, if it was joined before. */
  join(chat, nick) {
    const since = this.#room?.cursor;
    const room = chat.join(this.name, { nick, since });
    this.#room = room;
    this.#isOver = false;
    this.error = undefined;
    const on = (type, action) => room.addEventListener(type, (event) => {
      if (this.#room !== room || this.#isOver) return;
      action(event);
      this.#changed();
    });
    on("message", (event) => this.#hear(event));
    on("joined", ({ nick: other, client, at }) => this.#come(other, client, at));
    on("left", ({ nick: other, client, at }) => this.#go(other, client, at));
    on("clients", ({ count }) => { this.count = count; });
    on("gap", () => this.timeline.addGap());
    on("state", (event) => this.#turn(event));
    this.#changed();
  }

  /** Whether the room is joined, or about to be, or was refused. */
  get isIn() { return this.#room !== undefined && !this.#isOver; }

  leave() { this.#room?.leave(); }

  /** Forgets the client, but not what was said. */
  forget() { this.#isOver = true; }

  say(text) {
    const said = this.#room.say(text);
    const unsaid = { id: said.id, text, state: "sending" };
    this.unsaid.push(unsaid);
    this.markSeen();
    this.newFrom = undefined;
    said.then(() => { unsaid.state = "said"; }, (error) => Object.assign(unsaid, { state: "refused", why: sentenceOf(error) }))
      .then(() => {
        this.#dropSaid();
        this.#changed();
      });
    this.#changed();
  }

  /** Gives up what was refused. */
  drop(unsaid) {
    this.unsaid = this.unsaid.filter((one) => one !== unsaid);
    this.#changed();
  }

  /** Asks for messages before those that are known, unless that is under way. */
  async readBack() {
    if (this.#asking || this.state !== "joined" || !this.timeline.hasOlder || Date.now() < this.#asksAgainAt) return;
    this.#asking = true;
    const oldest = this.timeline.oldest;
    const room = this.#room;
    try {
      const page = await room.history(oldest ? { before: oldest.cursor, limit: PAGE } : { limit: FIRST_PAGE });
      // Meanwhile the first message may have come, and this page holds what was before it.
      this.timeline.addOlder(page.messages);
      this.timeline.hasOlder = page.more && page.complete;
    } catch {
      this.#asksAgainAt = Date.now() + 1_000;
    } finally {
      this.#asking = false;
    }
    this.#changed();
  }

  markSeen() {
    if (this.unread === 0) return;
    this.unread = 0;
    this.#changed();
  }

  #hear(message) {
    const seq = this.timeline.addMessage(message);
    if (message.own) this.unsaid = this.unsaid.filter(({ id }) => id !== message.id);
    if (seq === undefined || message.own) return;
    if (!this.#seen()) {
      if (this.unread === 0) this.newFrom = seq;
      this.unread++;
    }
    this.dispatchEvent(Object.assign(new Event("heard"), { from: message.from, text: message.text ?? "(data)" }));
  }

  #come(nick, client, at) {
    this.people.set(client, nick);
    this.timeline.addNotice(`${nick} joined`, at);
  }

  #go(nick, client, at) {
    this.people.delete(client);
    this.timeline.addNotice(`${nick} left`, at);
  }

  #turn({ state, error }) {
    this.error = error;
    if (state !== "joined") return;
    this.count = this.#room.clients;
    this.#askWho(this.#room);
    if (!this.timeline.oldest) this.readBack();
  }

  async #askWho(room) {
    try {
      const members = await room.who();
      if (this.#room !== room) return;
      this.people = new Map(members.map(({ client, nick }) => [client, nick]));
      this.#changed();
    } catch {
      // The connection is lost again: who is here is asked after the return.
    }
  }

  /** Drops what has its receipt and its message, or whose message lies in a gap. */
  #dropSaid() {
    this.unsaid = this.unsaid.filter(({ state }) => state !== "said");
  }

  #changed() { this.dispatchEvent(new Event("change")); }
}

function sentenceOf({ code, message, maybeSaid }) {
  return maybeSaid || code === "session_gone" ? "the connection was lost, and it is open whether this was said" : message;
}
