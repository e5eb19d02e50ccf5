/** A client of Roomcast for browsers, workers and Node. The manual is src/docs/CLIENT.md. */

/** Connects at once, and returns before the connection is up. */
export function connect(url: string | URL, options?: ConnectOptions): Chat;

export interface ConnectOptions {
  /** The nick in all rooms that are joined without one; `user_<number>` by default. */
  nick?: string;
  /**
   * The token (a JWT) of a server that asks for one, sent with each connection. A function is asked for a token each
   * time, also after the old one has expired (4101).
   */
  token?: string | (() => string | Promise<string>);
  /** The secret of the session to take over. */
  session?: string;
  /** The class to connect with, where there is no global `WebSocket`. */
  WebSocket?: typeof WebSocket;
  /** Returns a number from 0 up to but not including 1; `Math.random` by default. */
  random?: () => number;
  /** The bound of the first random wait before coming back, 1,000 by default. Each failure doubles it. */
  firstWaitMillis?: number;
  /** The largest bound of the wait, 30,000 by default. */
  maxWaitMillis?: number;
  /** How much later than due the server may be heard, and how long connecting may take; 10,000 by default. */
  slackMillis?: number;
  /** How many says may lack their receipt, sent or kept, over all rooms; 1,000 by default. */
  maxUnsettled?: number;
  /** The largest text, value or bytes that the server accepts, 65,536 by default (its `max-message-size`). */
  maxMessageBytes?: number;
}

/**
 * `connecting`: for the first time. `open`: up. `away`: lost, it comes back by itself. `closed`: for good.
 */
export type ChatState = "connecting" | "open" | "away" | "closed";

export interface Chat extends EventTarget {
  readonly state: ChatState;
  /** The number of this client, once it was `open`. */
  readonly client: number | undefined;
  /** The default nick, as the server gave it, once it was `open`. */
  readonly nick: string | undefined;
  /** The secret to come back with, once it was `open`: keep it in memory only. */
  readonly session: string | undefined;
  /** The rooms that were joined and neither left nor refused. */
  readonly rooms: Room[];

  /**
   * Joins a room, as soon as the connection is up. A room that is in `rooms` is returned as it is, without regard to
   * the options. Throws a RoomcastError with the code `closed` if the client is closed.
   */
  join(name: string, options?: JoinOptions): Room;

  /** Leaves all rooms at once and ends the session. All that was asked for and has no answer is rejected. */
  close(): void;

  addEventListener<K extends keyof ChatEvents>(
    type: K, listener: ((event: ChatEvents[K]) => void) | null, options?: boolean | AddEventListenerOptions): void;
  addEventListener(
    type: string, listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions): void;
}

export interface ChatEvents {
  state: ChatStateEvent;
}

export interface ChatStateEvent extends Event {
  readonly state: ChatState;
  /** With `open`: whether the session goes on. If not, says that were sent without a receipt were rejected. */
  readonly resumed?: boolean;
  /** With `away`, and with `connecting` after an attempt that failed: when the next one begins. */
  readonly retryAt?: Date;
  /** Unless `open`: the close code, 1006 if there was none; absent after `close()`. */
  readonly code?: number;
  /** Unless `open`: the reason of the close frame, or the client's own; it may be empty. */
  readonly reason?: string;
  /** With `closed`: why; the server's refusal if it gave one. */
  readonly error?: RoomcastError;
}

export interface JoinOptions {
  /** The nick in this room, instead of the default one. */
  nick?: string;
  /** 0 to 1000: get so many of the last messages first. Without meaning if `since` is given. */
  last?: number;
  /** A cursor of this room: get all messages after it first. */
  since?: string;
}

/**
 * `joining`: asked for. `joined`: in it. `away`: was joined, and the connection is lost or the room not yet joined again.
 * `left`, `refused`: for good. No event follows these two, and the same name may be joined anew.
 */
export type RoomState = "joining" | "joined" | "away" | "left" | "refused";

export interface Room extends EventTarget {
  readonly name: string;
  readonly state: RoomState;
  /** The own nick here, once it was `joined`. */
  readonly nick: string | undefined;
  /** How many clients are here, this one among them; 0 until it was `joined`. */
  readonly clients: number;
  /** The cursor to come back with, once it was `joined`: that of the last message heard. */
  readonly cursor: string | undefined;

  /**
   * Says a string as text, bytes as bytes, and all else as a JSON value. What is said while away is kept and sent after
   * the return, in order. It never throws.
   */
  say(what: string | ArrayBuffer | ArrayBufferView | unknown): Said;

  /** Asks which clients are here. */
  who(): Promise<Member[]>;

  /** Asks for a page of what was said: the newest one, that before a cursor, or that since one. */
  history(options?: HistoryOptions): Promise<History>;

  /**
   * Leaves the room: it is `left` at once. The promise never fails, and is there when the server has confirmed it or the
   * connection is lost.
   */
  leave(): Promise<void>;

  addEventListener<K extends keyof RoomEvents>(
    type: K, listener: ((event: RoomEvents[K]) => void) | null, options?: boolean | AddEventListenerOptions): void;
  addEventListener(
    type: string, listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions): void;
}

export interface RoomEvents {
  message: MessageEvent;
  joined: MemberEvent;
  left: MemberEvent;
  clients: ClientsEvent;
  gap: GapEvent;
  state: RoomStateEvent;
}

/** The promise of a receipt. It rejects with a RoomcastError. */
export interface Said extends Promise<Receipt> {
  /** The id under which it is said: that of its message and its receipt. */
  readonly id: string;
}

export interface Receipt {
  readonly id: string;
  readonly room: string;
  readonly cursor: string;
  readonly at: Date;
  /** Whether it was sent again after a cut. Its message came before, or does not come as it lies in a gap. */
  readonly repeated: boolean;
}

/** Has exactly one of `text`, `data` and `bytes`. */
export interface Message {
  readonly room: string;
  readonly cursor: string;
  /** The nick of the client that said it. */
  readonly from: string;
  /** The number of that client; 0 for what was said by HTTP. */
  readonly client: number;
  readonly text?: string;
  /** A JSON value, which may be `null`. */
  readonly data?: unknown;
  readonly bytes?: Uint8Array;
  readonly at: Date;
  /** Whether this session said it. */
  readonly own: boolean;
  /** The id of an own message, that of `say`. */
  readonly id?: string;
}

/** Somebody said something. Comes once for each message, in the order of the room, also for the own ones. */
export interface MessageEvent extends Event, Message {}

export interface Member {
  readonly nick: string;
  readonly client: number;
}

/** Another client joined or left. What happened while this client was away is not told later: ask `who`. */
export interface MemberEvent extends Event, Member {
  readonly room: string;
  readonly at: Date;
}

/** The number of clients in the room is another one. */
export interface ClientsEvent extends Event {
  readonly room: string;
  readonly count: number;
}

/** What was said between the two cursors is gone for this client. */
export interface GapEvent extends Event {
  readonly room: string;
  readonly after: string;
  readonly cursor: string;
}

export interface RoomStateEvent extends Event {
  readonly room: string;
  readonly state: RoomState;
  /** With `joined`: whether all that was said since the last cursor follows. */
  readonly recovered?: boolean;
  /** With `refused`, and with `left` if the client was closed: why. */
  readonly error?: RoomcastError;
}

export interface HistoryOptions {
  /** The page ends before this cursor: that of the oldest message which is there. */
  before?: string;
  /** The page begins after this cursor. Not together with `before`. */
  since?: string;
  /** 1 to 1000, 100 by default. */
  limit?: number;
}

export interface History {
  /** The oldest first. */
  readonly messages: Message[];
  /** Whether nothing is gone that lay between the cursor and the page. */
  readonly complete: boolean;
  /** Whether there is a further page. */
  readonly more: boolean;
}

/** Why something was not done. */
export class RoomcastError extends Error {
  private constructor();
  /**
   * The server's code (`nick_taken`, `unavailable`, ...), or one of the client's own: `closed`, `left`, `session_gone`,
   * `too_many_unsettled`, `message_too_large`, `bad_value`.
   */
  readonly code: string;
  /** The same may succeed after that time. */
  readonly retryAfterMillis?: number;
  /** For a `say`: whether it may have been said nevertheless, as nobody can know. Look into the history. */
  readonly maybeSaid: boolean;
}
