import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { connect } from "../../main/resources/static/roomcast.js";
import { command, startProxy, startServer, until } from "./real-server.mjs";

const SETTINGS = ["roomcast.client.ping-interval=1s", "roomcast.client.pong-timeout=60s", "roomcast.api.key=secret-of-the-test",
  "roomcast.drain.window=1s", "roomcast.room.history-entries=100000", "roomcast.room.history-size=64MB"];
const OPTIONS = { firstWaitMillis: 20, maxWaitMillis: 200 };
const SAYS = 200;
const CUTS = 8;
const skip = command && typeof WebSocket === "function" ? false : "without a built server or a WebSocket";

describe("with the real server", { skip }, () => {
  let server, proxy, rooms = 0, kitchen, garden, chats;

  before(async () => {
    server = await startServer(...SETTINGS);
    proxy = await startProxy(server.port);
  });

  after(async () => {
    await proxy?.close();
    await server?.stop();
  });

  beforeEach(() => {
    chats = [];
    [kitchen, garden] = [`kitchen${++rooms}`, `garden${rooms}`];
    proxy.connections = 0;
  });

  afterEach(() => chats.forEach((chat) => chat.close()));

  function open(nick, options = {}, url = proxy.url) {
    const chat = connect(url, { ...OPTIONS, nick, ...options });
    chats.push(chat);
    return chat;
  }

  const direct = (nick) => open(nick, {}, `http://127.0.0.1:${server.port}/`);

  async function joined(chat, name, options) {
    const room = chat.join(name, options);
    room.heard = [];
    room.events = [];
    room.addEventListener("message", (message) => room.heard.push(message.text ?? message.data ?? message.bytes));
    for (const type of ["joined", "left"])
      room.addEventListener(type, ({ nick }) => room.events.push(`${nick} ${type}`));
    for (const type of ["gap", "state"]) room.addEventListener(type, ({ state }) => room.events.push(state ?? type));
    await until(() => room.state === "joined");
    return room;
  }

  test("two talk in one room", async () => {
    const alice = await joined(open("alice"), kitchen);
    const bob = await joined(open("bob"), kitchen);
    const receipt = await alice.say("soup is on");
    await bob.say({ price: 12 });
    await bob.say(Uint8Array.of(0, 255));
    await alice.say("");
    await until(() => bob.heard.length === 4 && alice.heard.length === 4);

    assert.deepEqual(alice.heard, ["soup is on", { price: 12 }, Uint8Array.of(0, 255), ""]);
    assert.deepEqual(bob.heard, alice.heard);
    assert.equal(receipt.repeated, false);
    assert.deepEqual((await bob.who()).map(({ nick }) => nick), ["alice", "bob"]);
    const { messages, more } = await bob.history({ before: receipt.cursor });
    assert.deepEqual([messages, more], [[], false]);
    assert.equal((await alice.history({ since: receipt.cursor, limit: 2 })).messages.length, 2);
    await bob.leave();
    await until(() => alice.clients === 1);
    assert.deepEqual(alice.events, ["joined", "bob joined", "bob left"]);
  });

  test("what is refused is told", async () => {
    const alice = await joined(open("alice"), kitchen);
    const chat = open("alice");
    const taken = chat.join(kitchen);
    const bad = chat.join("no good name");
    await until(() => taken.state === "refused" && bad.state === "refused");
    await assert.rejects(taken.say("hi"), { code: "nick_taken" });
    await assert.rejects(bad.say("hi"), { code: "bad_room" });
    await assert.rejects(alice.history({ before: "nonsense" }), { code: "bad_cursor" });
    const reserved = open("server"), states = [];
    reserved.addEventListener("state", ({ state, error, code }) => states.push([state, error?.code, code]));
    await until(() => reserved.state === "closed");
    assert.deepEqual(states, [["closed", "reserved_nick", 4001]]);
  });

  test("a client that is cut loses and doubles nothing, and its says are said once and in order", async () => {
    const witness = direct("witness");
    const seen = [await joined(witness, kitchen), await joined(witness, garden)];
    const chat = open("alice");
    const own = [await joined(chat, kitchen), await joined(chat, garden)];
    const said = [];
    let cuts = 0;
    for (let number = 0; number < SAYS; number++) {
      said.push(own[number % 2].say(String(number)));
      if (number % 5 === 0) seen[0].say(`between ${number}`);
      if (number % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 5));
      if (number % Math.floor(SAYS / CUTS) === 11) {
        await until(() => chat.state === "open");
        cuts++;
        proxy.cut();
      }
    }
    const receipts = await Promise.all(said);
    for (const room of seen) await room.say("that is all");
    await until(() => own.every(({ heard }) => heard.at(-1) === "that is all"));

    assert.equal(cuts, CUTS);
    assert.ok(proxy.connections > CUTS, `${proxy.connections} connections`);
    for (const [index, room] of own.entries()) {
      assert.deepEqual(room.heard, seen[index].heard);
      assert.deepEqual(room.heard.filter((text) => /^\d+$/.test(text)),
        Array.from({ length: SAYS / 2 }, (_, number) => String(2 * number + index)));
      assert.equal(room.events.includes("gap"), false);
      assert.deepEqual(seen[index].events, ["joined", "alice joined"]);
    }
    assert.deepEqual(receipts.map(({ id }) => id), said.map(({ id }) => id));
  });

  test("a silent connection is noticed, and what was missed comes", async () => {
    const chat = open("alice", { slackMillis: 1_000 });
    const alice = await joined(chat, kitchen);
    const bob = await joined(direct("bob"), kitchen);
    proxy.swallow();
    const said = alice.say("swallowed");
    await bob.say("unheard");
    await until(() => alice.heard.length === 2);
    await said;

    assert.deepEqual(alice.heard, ["unheard", "swallowed"]);
    assert.deepEqual(bob.heard, alice.heard);
    assert.equal(proxy.connections, 2);
    assert.deepEqual(bob.events, ["joined"]);
  });

  test("another client takes the session over", async () => {
    const first = open("alice");
    const room = await joined(first, kitchen);
    const receipt = await room.say("one");
    const second = open(undefined, { session: first.session });
    await until(() => first.state === "closed" && second.state === "open");
    const again = await joined(second, kitchen, { since: receipt.cursor });
    await again.say("two");

    assert.equal(second.client, first.client);
    assert.deepEqual([again.heard, again.nick, room.state], [["two"], "alice", "left"]);
  });

  test("a client that is removed stays away", async () => {
    const chat = open("alice");
    await joined(chat, kitchen);
    const codes = [];
    chat.addEventListener("state", ({ code, state }) => codes.push([state, code]));
    await fetch(`http://127.0.0.1:${server.port}/rooms/${kitchen}/clients/alice`,
      { method: "DELETE", headers: { authorization: "Bearer secret-of-the-test" } });
    await until(() => chat.state === "closed");

    assert.deepEqual(codes, [["closed", 4004]]);
    assert.equal(proxy.connections, 1);
  });

  test("the server starts anew under two clients", async () => {
    const alice = await joined(open("alice"), kitchen), bob = await joined(open("bob"), kitchen);
    await alice.say("before");
    await until(() => bob.heard.length === 1);
    await server.stop();
    await until(() => alice.state === "away" && bob.state === "away");
    const kept = [alice.say("kept 1"), alice.say("kept 2")];
    server = await startServer(...SETTINGS);
    proxy.target = server.port;
    await Promise.all(kept);
    await until(() => bob.state === "joined" && alice.clients === 2);
    await bob.say("welcome back");
    await until(() => alice.heard.at(-1) === "welcome back");

    assert.deepEqual(alice.heard, ["before", "kept 1", "kept 2", "welcome back"]);
    assert.ok(alice.events.includes("gap"));
  });
});
