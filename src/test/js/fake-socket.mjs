// A WebSocket that the test plays the server of.

import { mock } from "node:test";
import { connect } from "../../main/resources/static/roomcast.js";

export const cursor = (number) => String(number).padStart(32, "c");
export const AT = "2026-11-28T12:03:50.755Z";

/** Lets all promises that are due go on. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Starts a client whose clock and sockets the test holds. `random` gives 0.5, so that waits are half their bound. */
export function start(options = {}, url = "ws://chat.example") {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  const sockets = [];
  class FakeSocket {
    readyState = 0;
    sent = [];
    closedWith = [];

    constructor(target, protocol) {
      Object.assign(this, { url: new URL(target), protocol });
      sockets.push(this);
    }

    send(frame) { this.sent.push(JSON.parse(frame)); }

    close(code) {
      this.closedWith.push(code);
      this.readyState = 2;
    }

    // What the server does.

    hear(...events) {
      this.readyState = 1;
      events.forEach((event) => this.onmessage?.({ data: JSON.stringify(event) }));
    }

    hello(fields = {}) {
      this.hear({ type: "hello", client: 4, nick: "alice", session: "secret", resumed: false, pingSeconds: 25,
        graceSeconds: 10, at: AT, ...fields });
    }

    /** Answers the newest join of the room. */
    welcome(room, fields = {}) {
      const { id } = this.sentOf("join").filter((join) => join.room === room).at(-1);
      this.hear({ type: "welcome", room, nick: "alice", cursor: cursor(0), recovered: false, clients: 1, id, ...fields });
    }

    /** Tells of a message of bob's, or of that own one whose id is given. */
    message(room, number, fields = {}) {
      const from = fields.id ? { from: "alice", client: 4 } : { from: "bob", client: 5 };
      this.hear({ type: "message", room, cursor: cursor(number), ...from, text: `text ${number}`, at: AT, ...fields });
    }

    end(code = 1006, reason = "") {
      this.readyState = 3;
      this.onclose?.({ code, reason });
    }

    sentOf(type) { return this.sent.filter((command) => command.type === type); }
  }
  const chat = connect(url, { WebSocket: FakeSocket, random: () => 0.5, ...options });
  return { chat, sockets, newest: () => sockets.at(-1) };
}

/** Starts a client that is in the room kitchen. */
export function startInKitchen(options) {
  const started = start(options);
  const kitchen = started.chat.join("kitchen");
  started.newest().hello();
  started.newest().welcome("kitchen");
  return { ...started, kitchen };
}

export function stop(chat) {
  chat.close();
  mock.timers.reset();
}

export const tick = (millis) => mock.timers.tick(millis);

/** Returns a list that grows by what `read` makes of each event. */
export function record(target, types, read = (event) => event) {
  const events = [];
  types.forEach((type) => target.addEventListener(type, (event) => events.push(read(event))));
  return events;
}
