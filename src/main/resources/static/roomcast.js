/**
 * A client of Roomcast for browsers, workers and Node 22 (20 with --experimental-websocket). Its types are declared in
 * roomcast.d.ts, its use is told in src/docs/CLIENT.md, and the protocol in src/docs/PROTOCOL.md.
 *
 * A Connection keeps one session alive over one socket after another. A Chat knows the rooms, each with the cursor
 * after which it goes on, and hands events to their listeners. Requests are what was asked for and has no answer yet:
 * they are sent once their room is joined, and again, under the same id, after a cut.
 */

const SUBPROTOCOL = "roomcast.v1.json";
/** A token goes with the subprotocols: unlike URLs, no proxy logs them. */
const TOKEN_SUBPROTOCOL = "roomcast.token.";
const [CONNECTING, OPEN] = [0, 1]; // of WebSocket.readyState
/** The server remembers so many ids of a session: the oldest say without a receipt must stay among them. */
const REMEMBERED_IDS = 256;
const DEFAULTS = {
  random: Math.random, firstWaitMillis: 1_000, maxWaitMillis: 30_000, slackMillis: 10_000, maxUnsettled: 1_000,
  maxMessageBytes: 65_536,
};

/** Connects at once, and returns before the connection is up. */
export function connect(url, options = {}) {
  return new Chat(endpoint(url), { WebSocket: globalThis.WebSocket, ...DEFAULTS, ...options });
}

/** Why something was not done: `code` is for programs, `message` for people. */
export class RoomcastError extends Error {
  name = "RoomcastError";

  /** @param maybeSaid whether nobody can know if it was said nevertheless */
  constructor({ code, message, retryAfterMillis }, maybeSaid = false) {
    super(message);
    Object.assign(this, { code, retryAfterMillis, maybeSaid });
  }
}

/** The client of one server, in any number of rooms. */
class Chat extends EventTarget {
  #options; #connection; #requests; #hello;
  #state = "connecting";
  #memberships = new Map(); // by the name of the room
  // Told apart from those that another client has used in a session that this one takes over.
  #idPrefix; #lastId = 0;

  constructor(url, options) {
    super();
    this.#options = options;
    this.#idPrefix = options.random().toString(36).slice(2, 10);
    this.#requests = new Requests((frame) => this.#connection.send(frame));
    this.#connection = new Connection(url, options, {
      up: (hello) => this.#begin(hello),
      heard: (event) => this.#hear(event),
      down: (why) => this.#suspend(why),
      over: (why) => this.#end(why),
    });
  }

  get state() { return this.#state; }
  get client() { return this.#hello?.client; }
  get nick() { return this.#hello?.nick; }
  get session() { return this.#hello?.session; }
  get rooms() { return Array.from(this.#memberships.values(), ({ room }) => room); }

  join(name, { nick, last, since } = {}) {
    const known = this.#memberships.get(name);
    if (known) return known.room;
    if (this.#state === "closed") throw closedError();
    const membership = { name, asked: { nick, last }, cursor: since, clients: 0, state: "joining", here: false };
    membership.room = new Room(membership, {
      ask: (request) => this.#ask(membership, request),
      say: (what) => this.#say(membership, what),
      leave: () => this.#leave(membership),
    });
    this.#memberships.set(name, membership);
    this.#sendJoin(membership);
    return membership.room;
  }

  close() {
    if (this.#state === "closed") return;
    this.#connection.close();
    this.#end({ error: closedError() });
  }

  #nextId() { return `${this.#idPrefix}-${++this.#lastId}`; }

  // What the connection tells.

  #begin(hello) {
    this.#hello = hello;
    this.#state = "open";
    if (!hello.resumed) this.#requests.forgetSession();
    this.#memberships.forEach((membership) => this.#sendJoin(membership));
    emit(this, "state", { state: "open", resumed: hello.resumed });
  }

  #suspend(why) {
    this.#requests.suspend();
    for (const membership of this.#memberships.values()) {
      membership.here = false;
      clearTimeout(membership.timer);
    }
    if (this.#state === "open") this.#state = "away";
    emit(this, "state", { state: this.#state, ...why });
    for (const membership of [...this.#memberships.values()])
      if (membership.state === "joined") this.#enter(membership, "away");
  }

  #end(why) {
    this.#state = "closed";
    const memberships = [...this.#memberships.values()];
    memberships.forEach((membership) => this.#drop(membership, "left", why.error));
    this.#requests.rejectAll(why.error);
    emit(this, "state", { state: "closed", ...why });
    memberships.forEach((membership) => this.#enter(membership, "left", { error: why.error }));
  }

  #hear(event) {
    const membership = this.#memberships.get(event.room);
    if (event.type === "error") return this.#refuse(event, membership);
    if (event.type === "welcome" && event.id === membership?.joinId) this.#welcome(membership, event);
    else if (membership?.here) this.#deliver(membership, event);
    this.#requests.answer(event);
  }

  #welcome(membership, { nick, cursor, recovered, clients }) {
    membership.cursor ??= cursor;
    Object.assign(membership, { nick, here: true });
    this.#enter(membership, "joined", { recovered });
    this.#count(membership, clients);
    this.#requests.sendDue();
  }

  /** Delivers what has a position in the order of a room that this client is in. */
  #deliver(membership, event) {
    const { room } = membership, { type, client, nick } = event, own = client === this.client;
    if (type === "message" && !event.repeated) {
      membership.cursor = event.cursor;
      emit(room, "message", this.#read(event));
    } else if (type === "gap") {
      membership.cursor = event.cursor;
      emit(room, "gap", { room: event.room, after: event.after, cursor: event.cursor });
    } else if ((type === "joined" || type === "left") && !own) {
      emit(room, type, { room: event.room, client, nick, at: new Date(event.at) });
      this.#count(membership, membership.clients + (type === "joined" ? 1 : -1));
    } else if (type === "left" && event.id === undefined) {
      this.#finish(membership, "left", new RoomcastError({ code: "left", message: "the server ended the membership" }));
    } else if (type === "count" || type === "clients") {
      this.#count(membership, event.total ?? event.clients);
    }
  }

  #refuse(event, membership) {
    if (membership && event.id === membership.joinId && event.retryAfterMillis !== undefined) {
      const wait = event.retryAfterMillis * (1 + this.#options.random());
      membership.timer = setTimeout(() => this.#sendJoin(membership), wait);
    } else if (membership && (event.id === membership.joinId || isLostNick(event) && membership.here)) {
      this.#finish(membership, "refused", new RoomcastError(event));
    } else {
      this.#requests.answer(event);
    }
  }

  #read({ room, cursor, from, client, text, data, base64, at, id }) {
    const own = client === this.client;
    const bytes = base64 === undefined ? undefined : Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    return { room, cursor, from, client, text, data, bytes, at: new Date(at), own, id };
  }

  // Rooms.

  #sendJoin(membership) {
    if (!this.#connection.up) return;
    const { name: room, asked: { nick, last }, cursor: since } = membership;
    membership.joinId = this.#nextId();
    const start = since ? { since } : { last };
    this.#connection.send(JSON.stringify({ type: "join", room, nick, ...start, id: membership.joinId }));
  }

  #enter(membership, state, details) {
    membership.state = state;
    emit(membership.room, "state", { room: membership.name, state, ...details });
  }

  #count(membership, clients) {
    if (membership.error || membership.clients === clients) return; // a listener may have left it
    membership.clients = clients;
    emit(membership.room, "clients", { room: membership.name, count: clients });
  }

  #drop(membership, state, error) {
    this.#memberships.delete(membership.name);
    Object.assign(membership, { state, error, here: false });
    clearTimeout(membership.timer);
  }

  #finish(membership, state, error) {
    this.#drop(membership, state, error);
    this.#requests.rejectOf(membership, error, true);
    this.#enter(membership, state, { error });
  }

  #leave(membership) {
    if (membership.error) return Promise.resolve();
    const error = new RoomcastError({ code: "left", message: `room '${membership.name}' was left` });
    this.#drop(membership, "left", error);
    this.#requests.rejectOf(membership, error, false);
    const left = this.#connection.up
      ? this.#requests.leave({ membership, command: { type: "leave", room: membership.name, id: this.#nextId() } })
      : Promise.resolve();
    this.#enter(membership, "left");
    return left;
  }

  // Requests.

  #ask(membership, { read, ...command }) {
    if (membership.error) return Promise.reject(membership.error);
    const whole = { ...command, room: membership.name, id: this.#nextId() };
    return this.#requests.add({ membership, command: whole, read: (event) => read(event, (one) => this.#read(one)) });
  }

  #say(membership, what) {
    const id = this.#nextId();
    let said;
    try {
      const command = { type: "say", room: membership.name, ...this.#checkedBody(membership, what), id };
      said = this.#requests.add({ membership, command, read: receipt });
    } catch (error) {
      said = Promise.reject(error);
    }
    return Object.assign(said, { id });
  }

  #checkedBody({ error }, what) {
    const { maxUnsettled, maxMessageBytes } = this.#options, { says } = this.#requests;
    if (error) throw error;
    if (says < maxUnsettled) return bodyOf(what, maxMessageBytes);
    const message = `${says} says have no receipt yet, limit ${maxUnsettled}`;
    throw new RoomcastError({ code: "too_many_unsettled", message });
  }
}

/** One room of a Chat. */
class Room extends EventTarget {
  #membership; #commands;

  constructor(membership, commands) {
    super();
    this.#membership = membership;
    this.#commands = commands;
  }

  get name() { return this.#membership.name; }
  get state() { return this.#membership.state; }
  get nick() { return this.#membership.nick; }
  get clients() { return this.#membership.clients; }
  get cursor() { return this.#membership.cursor; }

  say(what) { return this.#commands.say(what); }

  who() { return this.#commands.ask({ type: "who", read: ({ clients }) => clients }); }

  history({ before, since, limit } = {}) {
    const read = ({ messages, complete, more }, message) => ({ messages: messages.map(message), complete, more });
    return this.#commands.ask({ type: "history", before, since, limit, read });
  }

  leave() { return this.#commands.leave(); }
}

/** What was asked for and has no answer yet, the oldest first. */
class Requests {
  #send;
  #byId = new Map();
  // The says that were sent in this session, in the order of their numbers.
  #sentSays = new Map(); #lastNumber = 0;
  says = 0;

  constructor(send) { this.#send = send; }

  /** Adds a request: its membership, its command, and how to read its answer. Returns a promise of what is read. */
  add(request) {
    request.promise = new Promise((resolve, reject) => Object.assign(request, { resolve, reject }));
    request.frame = JSON.stringify(request.command);
    request.isSay = request.command.type === "say";
    if (request.isSay) this.says++;
    this.#byId.set(request.command.id, request);
    this.sendDue();
    return request.promise;
  }

  /** Adds the leaving of a room, which nothing can refuse. */
  leave(request) {
    const left = this.add({ ...request, read: () => undefined }).catch(() => undefined);
    this.#transmit(this.#byId.get(request.command.id));
    return left;
  }

  /** Sends, in order, what is not on its way yet and whose room is joined, as far as the server's memory allows. */
  sendDue() {
    for (const request of this.#byId.values()) {
      if (request.onItsWay || !request.membership.here) continue;
      if (request.isSay && request.number === undefined && !this.#number(request)) continue;
      this.#transmit(request);
    }
  }

  answer(event) {
    const request = this.#byId.get(event.id);
    if (!request) return;
    this.#forget(request);
    if (event.type === "error") request.reject(new RoomcastError(event));
    else request.resolve(request.read(event));
    this.sendDue();
  }

  /** The connection is lost: all goes out again, but for what belongs to rooms that were left. */
  suspend() {
    for (const request of this.#byId.values()) {
      request.onItsWay = false;
      if (request.membership.error) this.#reject(request, request.membership.error);
    }
  }

  /** The session is gone: of what was sent in it, nobody knows whether it was said. */
  forgetSession() {
    const message = "the session is gone, and with it the knowledge whether this was said";
    for (const request of this.#sentSays.values())
      this.#reject(request, new RoomcastError({ code: "session_gone", message }));
  }

  /** @param sentOnes whether those are rejected, too, that may still be answered */
  rejectOf(membership, error, sentOnes) {
    for (const request of this.#byId.values())
      if (request.membership === membership && (sentOnes || !request.onItsWay)) this.#reject(request, error);
    this.sendDue();
  }

  /** Rejects all, without an alarm where nobody waits for it. */
  rejectAll(error) {
    for (const request of this.#byId.values()) {
      request.promise.catch(() => undefined);
      this.#reject(request, error);
    }
  }

  /** Returns whether a say may be sent for the first time. */
  #number(request) {
    const [oldest] = this.#sentSays.values();
    if (oldest && this.#lastNumber + 1 >= oldest.number + REMEMBERED_IDS) return false;
    request.number = ++this.#lastNumber;
    this.#sentSays.set(request.command.id, request);
    return true;
  }

  #transmit(request) {
    request.onItsWay = true;
    this.#send(request.frame);
  }

  #reject(request, error) {
    this.#forget(request);
    request.reject(request.number === undefined ? error : new RoomcastError(error, true));
  }

  #forget({ command: { id }, isSay }) {
    this.#byId.delete(id);
    this.#sentSays.delete(id);
    if (isSay) this.says--;
  }
}

/** One session over one socket after another. */
class Connection {
  #url; #options; #listener;
  #socket; #attempt = 0; #timer; #waiting = false;
  #upSince; #failures = 0; #session; #silenceMillis; #refusal;
  // The server is to be left at that time, as it asked for it.
  #moveAt; #moveTimer;
  // Lost, but not closed before the return: their close frame would end the session, if it got through.
  #old = [];
  #online = () => { if (this.#waiting) this.#open(); };
  up = false;

  /** @param listener hears up(hello), heard(event), down({ code, reason, retryAt }), over({ code, reason, error }) */
  constructor(url, options, listener) {
    [this.#url, this.#options, this.#listener] = [url, options, listener];
    this.#session = options.session;
    this.#open();
    globalThis.addEventListener?.("online", this.#online);
  }

  /** Sends a frame; only while up. */
  send(frame) { this.#socket.send(frame); }

  /** Ends the session. */
  close() {
    const socket = this.#socket;
    this.#detach();
    this.#waiting = false;
    globalThis.removeEventListener?.("online", this.#online);
    socket?.close(1000);
    this.#closeOld();
  }

  #open() {
    const attempt = ++this.#attempt, { token, slackMillis } = this.#options;
    const isCurrent = () => attempt === this.#attempt;
    this.#waiting = false;
    if (typeof token === "function") {
      Promise.resolve().then(token).then((fresh) => isCurrent() && this.#dial(fresh))
        .catch((error) => isCurrent() && this.#lose(1006, `no connection could be tried: ${error.message}`));
    } else {
      this.#dial(token);
    }
    this.#expectWithin(slackMillis);
  }

  #dial(token) {
    const url = new URL(this.#url);
    const parameters = { nick: this.#options.nick, session: this.#session };
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
    const protocols = token === undefined ? SUBPROTOCOL : [SUBPROTOCOL, TOKEN_SUBPROTOCOL + token];
    const socket = this.#socket = new this.#options.WebSocket(url.href, protocols);
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    socket.onclose = ({ code, reason }) => this.#lose(code, reason);
  }

  #hear(event) {
    this.#expectWithin(this.#silenceMillis ?? this.#options.slackMillis);
    if (event.type === "hello") this.#begin(event);
    else if (event.type === "reconnect") this.#moveAfter(event.afterMillis);
    else if (this.up) this.#listener.heard(event);
    else if (event.type === "error") this.#refusal = event;
  }

  #begin(hello) {
    this.#silenceMillis = hello.pingSeconds * 1_000 + this.#options.slackMillis;
    this.#expectWithin(this.#silenceMillis);
    [this.up, this.#upSince, this.#session, this.#refusal] = [true, Date.now(), hello.session, undefined];
    this.#closeOld();
    this.#listener.up(hello);
  }

  #moveAfter(millis) {
    this.#moveAt = Date.now() + millis;
    clearTimeout(this.#moveTimer);
    this.#moveTimer = setTimeout(() => this.#lose(1012, "the server asked to reconnect"), millis);
  }

  #expectWithin(millis) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lose(1006, "the server is not heard any more"), millis);
  }

  #lose(code, reason) {
    const socket = this.#socket, refusal = this.#refusal, wait = this.#waitAfter(code);
    this.#detach();
    if (socket?.readyState === CONNECTING) socket.close();
    else if (socket?.readyState === OPEN) this.#old.push(socket);
    if (isFinal(code)) {
      this.close();
      const message = `closed by the server with ${code} ${reason}`;
      this.#listener.over({ code, reason, error: new RoomcastError(refusal ?? { code: "closed", message }) });
    } else {
      this.#waiting = true;
      this.#timer = setTimeout(() => this.#open(), wait);
      this.#listener.down({ code, reason, retryAt: new Date(Date.now() + wait) });
    }
  }

  /** Full jitter: a random part of a bound that doubles with each failure, and with each time it was turned away. */
  #waitAfter(code) {
    const { random, firstWaitMillis, maxWaitMillis } = this.#options;
    const wasTurnedAway = code === 1013 || (code >= 4100 && code < 4200);
    if (this.up && (!wasTurnedAway || Date.now() - this.#upSince > maxWaitMillis)) this.#failures = 0;
    const bound = Math.min(maxWaitMillis, firstWaitMillis * 2 ** this.#failures++);
    if (this.#moveAt !== undefined) return Math.max(0, this.#moveAt - Date.now());
    return Math.max(this.#refusal?.retryAfterMillis ?? 0, random() * bound);
  }

  #detach() {
    if (this.#socket) this.#socket.onmessage = this.#socket.onclose = null;
    this.#attempt++;
    clearTimeout(this.#timer);
    clearTimeout(this.#moveTimer);
    [this.up, this.#socket, this.#moveAt, this.#refusal] = [false, undefined, undefined, undefined];
  }

  #closeOld() { this.#old.splice(0).forEach((socket) => socket.close(1000)); }
}

/** Returns whether coming back would only end in the same way. */
function isFinal(code) { return (code >= 4000 && code < 4100) || [1002, 1007, 1008, 1009].includes(code); }

/** Returns whether another client has the nick of this one now, and its room is lost to it. */
function isLostNick({ code, id }) { return code === "nick_taken" && id === undefined; }

function closedError() { return new RoomcastError({ code: "closed", message: "the client is closed" }); }

function receipt({ room, id, cursor, at, repeated = false }) {
  return { room, id, cursor, at: new Date(at), repeated };
}

/** Returns the field of a say. */
function bodyOf(what, maxBytes) {
  const [bytes, body] = sizeAndBody(what instanceof ArrayBuffer ? new Uint8Array(what) : what);
  if (bytes <= maxBytes) return body;
  throw new RoomcastError({ code: "message_too_large", message: `message is ${bytes} bytes, limit ${maxBytes}` });
}

function sizeAndBody(what) {
  if (typeof what === "string") return [sizeOf(what), { text: what }];
  if (ArrayBuffer.isView(what)) {
    const bytes = new Uint8Array(what.buffer, what.byteOffset, what.byteLength);
    return [bytes.length, { base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) }];
  }
  let json;
  try { json = JSON.stringify(what); } catch { /* it is circular, or holds a BigInt */ }
  if (json !== undefined) return [sizeOf(json), { data: what }];
  throw new RoomcastError({ code: "bad_value", message: `this ${typeof what} is no JSON value` });
}

function sizeOf(text) { return new TextEncoder().encode(text).length; }

function emit(target, type, fields) { target.dispatchEvent(Object.assign(new Event(type), fields)); }

function endpoint(url) {
  const whole = new URL("connect", new URL(url, globalThis.location?.href));
  whole.protocol = whole.protocol.replace(/^http/, "ws");
  if (/^wss?:$/.test(whole.protocol)) return whole.href;
  throw new TypeError(`URL '${url}' must be one of ws, wss, http or https`);
}
