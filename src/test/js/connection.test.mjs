import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { connect } from "../../main/resources/static/roomcast.js";
import { record, settle, start, stop, tick } from "./fake-socket.mjs";

const FINAL_CODES = [1002, 1007, 1008, 1009, 4000, 4001, 4002, 4003, 4004, 4099];
const PASSING_CODES = [1000, 1001, 1005, 1006, 1011, 1012, 1013, 4100, 4101, 4199];

describe("the connection", () => {
  let chat, sockets, newest;

  function begin(options, url) {
    ({ chat, sockets, newest } = start(options, url));
    return record(chat, ["state"]);
  }

  afterEach(() => stop(chat));

  for (const [url, expected] of [
    ["ws://chat.example", "ws://chat.example/connect"],
    ["http://chat.example:8080/", "ws://chat.example:8080/connect"],
    ["https://chat.example/index.html?room=a#top", "wss://chat.example/connect"],
    [new URL("wss://chat.example/service/"), "wss://chat.example/service/connect"],
  ]) test(`goes to ${expected} for ${url}`, () => {
    begin({}, url);

    assert.equal(newest().url.href, expected);
    assert.equal(newest().protocol, "roomcast.v1.json");
  });

  test("refuses a URL that is none of a WebSocket", () => {
    begin();

    assert.throws(() => connect("ftp://chat.example", { WebSocket: class {} }), TypeError);
  });

  test("asks for its nick, session and token", () => {
    begin({ nick: "al & co", session: "old", token: "t+1" });

    assert.deepEqual(Object.fromEntries(newest().url.searchParams),
      { nick: "al & co", session: "old" });
    assert.deepEqual(newest().protocol, ["roomcast.v1.json", "roomcast.token.t+1"]);
  });

  test("asks a function for a token each time", async () => {
    let count = 0;
    begin({ token: async () => `t.${++count}` });
    await settle();
    newest().hello();
    newest().end(4101, "token expired");
    tick(500);
    await settle();

    assert.deepEqual(sockets.map(({ protocol }) => protocol[1]), ["roomcast.token.t.1", "roomcast.token.t.2"]);
  });

  test("tries again if there is no token", async () => {
    const states = begin({ token: () => { throw new Error("not signed in"); } });
    await settle();

    assert.equal(sockets.length, 0);
    assert.match(states[0].reason, /not signed in/);
    assert.equal(states[0].retryAt.getTime(), 1_000_500);
  });

  test("is not made any more if it is closed while its token comes", async () => {
    begin({ token: async () => "late" });
    chat.close();
    await settle();

    assert.deepEqual([sockets.length, chat.state], [0, "closed"]);
  });

  test("is open once the server says hello", () => {
    const states = begin();
    assert.equal(chat.state, "connecting");
    newest().hello();

    assert.equal(chat.state, "open");
    assert.deepEqual([chat.client, chat.nick, chat.session], [4, "alice", "secret"]);
    assert.deepEqual(states.map(({ state, resumed }) => [state, resumed]), [["open", false]]);
  });

  test("comes back with its session", () => {
    const states = begin();
    newest().hello();
    newest().end(1001, "the service is shutting down");
    assert.equal(chat.state, "away");
    tick(499);
    assert.equal(sockets.length, 1);
    tick(1);
    assert.equal(newest().url.searchParams.get("session"), "secret");
    newest().hello({ resumed: true });

    assert.deepEqual(states.map(({ state, code, retryAt }) => [state, code, retryAt?.getTime()]),
      [["open", undefined, undefined], ["away", 1001, 1_000_500], ["open", undefined, undefined]]);
  });

  test("doubles the bound of its wait with each failure, up to 30 s, and waits a random part of it", () => {
    const states = begin();
    for (let failure = 0; failure < 8; failure++) {
      newest().end();
      tick(20_000);
    }
    newest().hello();
    newest().end();

    const waits = states.filter(({ retryAt }) => retryAt).map(({ retryAt, state }) => [retryAt, state]);
    const starts = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((number) => 1_000_000 + number * 20_000);
    assert.deepEqual(waits.map(([retryAt], number) => retryAt - starts[number]),
      [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 500]);
  });

  test("goes on doubling while the server lets it in only to turn it away", () => {
    const waits = [];
    begin();
    chat.addEventListener("state", ({ retryAt }) => retryAt && waits.push(retryAt - Date.now()));
    for (let time = 0; time < 3; time++) {
      newest().hello();
      newest().end(1013);
      tick(waits.at(-1));
    }
    newest().hello();
    tick(31_000);
    newest().hear({ type: "ping" });
    newest().end(1013);

    assert.deepEqual(waits, [500, 1_000, 2_000, 500]);
  });

  test("stays away as long as a refusal asks for", () => {
    const states = begin();
    newest().hear({ type: "error", code: "unavailable", message: "not now", retryAfterMillis: 7_000 });
    newest().end(1013, "not now");

    assert.equal(states[0].retryAt.getTime(), 1_007_000);
    assert.equal(chat.state, "connecting");
  });

  for (const code of FINAL_CODES) test(`ends for good with ${code}`, () => {
    const states = begin();
    newest().hello();
    newest().end(code, "why");
    tick(100_000);

    assert.equal(sockets.length, 1);
    assert.deepEqual(states.map(({ state }) => state), ["open", "closed"]);
    assert.deepEqual([states[1].code, states[1].reason, states[1].error.code], [code, "why", "closed"]);
    assert.throws(() => chat.join("kitchen"), { code: "closed" });
  });

  for (const code of PASSING_CODES) test(`comes back after ${code}`, () => {
    begin();
    newest().hello();
    newest().end(code);
    tick(500);

    assert.equal(sockets.length, 2);
  });

  test("tells the server's refusal when it is closed", () => {
    const states = begin({ nick: "server" });
    newest().hear({ type: "error", code: "reserved_nick", message: "nick 'server' is reserved" });
    newest().end(4001, "nick 'server' is reserved");

    assert.deepEqual([states[0].error.code, states[0].error.message], ["reserved_nick", "nick 'server' is reserved"]);
  });

  test("notices a dead server by the missing ping, and lets the old socket be until the return", () => {
    begin();
    newest().hello();
    tick(34_000);
    newest().hear({ type: "ping" });
    tick(34_999);
    assert.equal(chat.state, "open");
    tick(1);
    assert.equal(chat.state, "away");
    tick(500);
    assert.equal(sockets.length, 2);
    assert.deepEqual(sockets[0].closedWith, []);
    newest().hello({ resumed: true });

    assert.deepEqual(sockets[0].closedWith, [1000]);
    sockets[0].end(4000, "replaced by a newer connection");
    assert.equal(chat.state, "open");
  });

  test("gives up a handshake that takes too long", () => {
    begin();
    tick(10_000);

    assert.deepEqual(sockets[0].closedWith, [undefined]);
    tick(500);
    assert.equal(sockets.length, 2);
  });

  test("moves when the server asks for it", () => {
    const states = begin();
    newest().hello();
    newest().hear({ type: "reconnect", afterMillis: 3_000 });
    tick(2_999);
    assert.equal(sockets.length, 1);
    tick(1);
    tick(0);
    newest().hello({ resumed: true });

    assert.equal(sockets.length, 2);
    assert.deepEqual(states.map(({ state, code }) => [state, code]),
      [["open", undefined], ["away", 1012], ["open", undefined]]);
    assert.deepEqual(sockets[0].closedWith, [1000]);
  });

  test("does not come back earlier than the server has asked for", () => {
    begin();
    newest().hello();
    newest().hear({ type: "reconnect", afterMillis: 3_000 });
    tick(1_000);
    newest().end(1012, "restart");
    tick(1_999);
    assert.equal(sockets.length, 1);
    tick(1);

    assert.equal(sockets.length, 2);
  });

  test("comes back at once when the browser is online again", () => {
    const listeners = new Map();
    Object.assign(globalThis, {
      addEventListener: (type, listener) => listeners.set(type, listener),
      removeEventListener: (type) => listeners.delete(type),
    });
    try {
      begin();
      newest().hello();
      listeners.get("online")();
      assert.equal(sockets.length, 1);
      newest().end();
      listeners.get("online")();
      assert.equal(sockets.length, 2);
      chat.close();
      assert.equal(listeners.size, 0);
    } finally {
      delete globalThis.addEventListener;
      delete globalThis.removeEventListener;
    }
  });

  test("closes all its sockets, and stays closed", () => {
    const states = begin();
    newest().hello();
    tick(35_000);
    tick(500);
    chat.close();
    chat.close();
    tick(100_000);

    assert.deepEqual(sockets.map(({ closedWith }) => closedWith), [[1000], [1000]]);
    assert.deepEqual(states.map(({ state }) => state), ["open", "away", "closed"]);
    assert.deepEqual([states[2].error.code, states[2].code], ["closed", undefined]);
  });
});
