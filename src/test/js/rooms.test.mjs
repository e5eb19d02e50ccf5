import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { AT, cursor, record, settle, start, stop, tick } from "./fake-socket.mjs";

describe("a room", () => {
  let chat, newest;

  beforeEach(() => {
    ({ chat, newest } = start());
    newest().hello();
  });

  afterEach(() => stop(chat));

  function comeBack(hello = { resumed: true }) {
    newest().end();
    tick(500);
    newest().hello(hello);
  }

  function join(name = "kitchen", options = undefined, welcome = undefined) {
    const room = chat.join(name, options);
    newest().welcome(name, welcome);
    return room;
  }

  const joins = () => newest().sentOf("join").map(({ room, nick, last, since }) => ({ room, nick, last, since }));
  const errorOf = (room, command, fields) => newest().hear({ type: "error", room, id: newest().sentOf(command).at(-1).id,
    message: "no", ...fields });

  test("is joined with what was asked for", () => {
    const kitchen = chat.join("kitchen", { nick: "al", last: 50 });
    const states = record(kitchen, ["state", "clients"], ({ type, state, count }) => state ?? [type, count]);
    assert.equal(kitchen.state, "joining");
    newest().welcome("kitchen", { nick: "al", clients: 3 });
    chat.join("garden", { since: cursor(7), last: 5 });

    assert.deepEqual(joins(), [
      { room: "kitchen", nick: "al", last: 50, since: undefined },
      { room: "garden", nick: undefined, last: undefined, since: cursor(7) },
    ]);
    assert.deepEqual([kitchen.name, kitchen.state, kitchen.nick, kitchen.clients, kitchen.cursor],
      ["kitchen", "joined", "al", 3, cursor(0)]);
    assert.deepEqual(states, ["joined", ["clients", 3]]);
  });

  test("is the same object until it is left", () => {
    const kitchen = join();
    assert.equal(chat.join("kitchen"), kitchen);
    assert.deepEqual(chat.rooms, [kitchen]);
    kitchen.leave();

    assert.notEqual(chat.join("kitchen"), kitchen);
  });

  test("tells of messages of every kind", () => {
    const messages = record(join(), ["message"]);
    newest().message("kitchen", 1);
    newest().message("kitchen", 2, { text: undefined, data: null });
    newest().message("kitchen", 3, { text: undefined, base64: "AP8=" });
    newest().message("kitchen", 4, { from: "alice", client: 4 });

    const [text, data, bytes, own] = messages;
    const { room, from, client, at } = text;
    assert.deepEqual({ room, from, client, at: at.toISOString(), text: text.text, cursor: text.cursor, own: text.own },
      { room: "kitchen", from: "bob", client: 5, at: AT, text: "text 1", cursor: cursor(1), own: false });
    assert.deepEqual([text.data, data.data, data.text], [undefined, null, undefined]);
    assert.deepEqual(bytes.bytes, Uint8Array.of(0, 255));
    assert.equal(own.own, true);
  });

  test("counts its clients", () => {
    const kitchen = join();
    const counts = record(kitchen, ["clients"], ({ count }) => count);
    const members = record(kitchen, ["joined", "left"], ({ type, nick, client, room, at }) =>
      [type, nick, client, room, at.toISOString()]);
    newest().hear({ type: "joined", room: "kitchen", nick: "bob", client: 5, at: AT });
    newest().hear({ type: "left", room: "kitchen", nick: "bob", client: 5, at: AT });
    newest().hear({ type: "count", room: "kitchen", clients: 1_200 }, { type: "count", room: "kitchen", clients: 1_200 });

    assert.deepEqual(counts, [2, 1, 1_200]);
    assert.deepEqual(members, [["joined", "bob", 5, "kitchen", AT], ["left", "bob", 5, "kitchen", AT]]);
    assert.equal(kitchen.clients, 1_200);
  });

  test("hears what concerns it alone", () => {
    const kitchen = join(), garden = join("garden");
    const heard = [...[kitchen, garden].map((room) => record(room, ["message"], ({ text }) => text))];
    newest().message("kitchen", 1);
    newest().message("garden", 2);
    newest().message("cellar", 3);
    newest().hear({ type: "news", room: "kitchen" });

    assert.deepEqual(heard, [["text 1"], ["text 2"]]);
  });

  test("goes on after the last message that it has", () => {
    const kitchen = join();
    const garden = join("garden", { nick: "al", last: 2 });
    const heard = record(kitchen, ["message"], ({ text }) => text);
    const states = record(kitchen, ["state"], ({ state, recovered }) => [state, recovered]);
    newest().message("kitchen", 1);
    newest().hear({ type: "gap", room: "garden", after: cursor(0), cursor: cursor(5) });
    const cut = newest();
    comeBack();

    assert.deepEqual(joins(), [
      { room: "kitchen", nick: undefined, last: undefined, since: cursor(1) },
      { room: "garden", nick: "al", last: undefined, since: cursor(5) },
    ]);
    cut.message("kitchen", 2);
    newest().message("kitchen", 2);
    newest().welcome("kitchen", { cursor: cursor(1), recovered: true });
    newest().message("kitchen", 2);
    assert.deepEqual(heard, ["text 1", "text 2"]);
    assert.deepEqual(states, [["away", undefined], ["joined", true]]);
    assert.equal(garden.state, "away");
    assert.equal(kitchen.cursor, cursor(2));
  });

  test("goes on before the last messages that it was promised", () => {
    join("kitchen", { last: 10 }, { cursor: cursor(3) });
    comeBack();

    assert.equal(joins()[0].since, cursor(3));
  });

  test("asks for the last messages again if it was not welcomed", () => {
    chat.join("kitchen", { last: 10 });
    comeBack();

    assert.deepEqual(joins(), [{ room: "kitchen", nick: undefined, last: 10, since: undefined }]);
  });

  test("is joined as a new client if the session is gone", () => {
    const kitchen = join();
    newest().message("kitchen", 1);
    comeBack({ client: 9, session: "other" });
    newest().welcome("kitchen");
    const own = record(kitchen, ["message"], (message) => message.own);
    newest().message("kitchen", 2, { client: 4 });
    newest().message("kitchen", 3, { client: 9 });

    assert.equal(joins()[0].since, cursor(1));
    assert.deepEqual(own, [false, true]);
    assert.equal(chat.client, 9);
  });

  test("tells of a gap", () => {
    const gaps = record(join("kitchen", { since: cursor(3) }), ["gap"], ({ room, after, cursor }) => [room, after, cursor]);
    newest().hear({ type: "gap", room: "kitchen", after: cursor(3), cursor: cursor(8) });

    assert.deepEqual(gaps, [["kitchen", cursor(3), cursor(8)]]);
  });

  test("is given up if it is refused", async () => {
    const kitchen = chat.join("kitchen");
    const states = record(kitchen, ["state"], ({ state, error }) => [state, error.code]);
    const said = kitchen.say("hi");
    errorOf("kitchen", "join", { code: "nick_taken" });
    comeBack();

    await assert.rejects(said, { name: "RoomcastError", code: "nick_taken", maybeSaid: false });
    await assert.rejects(kitchen.say("again"), { code: "nick_taken" });
    await assert.rejects(kitchen.who(), { code: "nick_taken" });
    await kitchen.leave();
    assert.deepEqual(states, [["refused", "nick_taken"]]);
    assert.deepEqual([joins(), chat.rooms], [[], []]);
  });

  test("is joined again if it may be joined later", () => {
    const kitchen = chat.join("kitchen");
    errorOf("kitchen", "join", { code: "unavailable", retryAfterMillis: 1_000 });
    tick(1_499);
    assert.equal(joins().length, 1);
    tick(1);
    newest().welcome("kitchen");

    assert.equal(kitchen.state, "joined");
  });

  test("is not joined twice after a cut while it waits to be joined", () => {
    chat.join("kitchen");
    errorOf("kitchen", "join", { code: "unavailable", retryAfterMillis: 1_000 });
    comeBack();
    tick(5_000);

    assert.equal(joins().length, 1);
  });

  test("is given up if another client has its nick now", async () => {
    const kitchen = join();
    const states = record(kitchen, ["state"], ({ state, error }) => [state, error.code]);
    const said = kitchen.say("hi");
    newest().hear({ type: "error", room: "kitchen", code: "nick_taken", message: "nick 'alice' is taken" });
    const again = chat.join("kitchen", { nick: "al" });
    newest().hear({ type: "left", room: "kitchen", nick: "alice", client: 4, at: AT });
    newest().welcome("kitchen", { nick: "al" });

    await assert.rejects(said, { code: "nick_taken", maybeSaid: true });
    assert.deepEqual(states, [["refused", "nick_taken"]]);
    assert.equal(again.state, "joined");
  });

  test("is left if the server ends it", () => {
    const kitchen = join();
    const events = record(kitchen, ["left", "state"], ({ type, state, error }) => [type, state, error?.code]);
    newest().hear({ type: "left", room: "kitchen", nick: "alice", client: 4, at: AT });

    assert.deepEqual(events, [["state", "left", "left"]]);
    assert.deepEqual(chat.rooms, []);
  });

  test("that is left and joined again hears nothing of before", () => {
    const first = chat.join("kitchen");
    const [{ id }] = newest().sentOf("join");
    first.leave();
    const second = chat.join("kitchen");
    const events = record(second, ["message", "state"], ({ type, state }) => [type, state]);
    newest().hear({ type: "welcome", room: "kitchen", nick: "alice", cursor: cursor(0), recovered: false, clients: 1, id });
    newest().message("kitchen", 1);
    newest().hear({ type: "error", room: "kitchen", code: "nick_taken", message: "nick 'alice' is taken" });
    newest().hear({ type: "left", room: "kitchen", nick: "alice", client: 4, at: AT, id: newest().sentOf("leave")[0].id });
    assert.deepEqual(events, []);
    newest().welcome("kitchen");

    assert.deepEqual(events, [["state", "joined"]]);
  });

  test("tells nothing after a listener has left it", () => {
    const kitchen = chat.join("kitchen");
    const events = record(kitchen, ["clients", "state"], ({ type, state }) => [type, state]);
    kitchen.addEventListener("state", ({ state }) => state === "joined" && kitchen.leave());
    newest().welcome("kitchen");

    assert.deepEqual(events, [["state", "joined"], ["state", "left"]]);
  });

  test("is not joined later if it was left meanwhile", () => {
    const kitchen = chat.join("kitchen");
    errorOf("kitchen", "join", { code: "unavailable", retryAfterMillis: 1_000 });
    kitchen.leave();
    tick(5_000);

    assert.equal(joins().length, 1);
  });

  test("is left at once, and tells nothing more", async () => {
    const kitchen = join();
    const events = record(kitchen, ["message", "left", "state"], ({ type, state }) => [type, state]);
    let confirmed = false;
    const left = kitchen.leave().then(() => { confirmed = true; });
    newest().message("kitchen", 1);
    await settle();
    assert.equal(confirmed, false);
    newest().hear({ type: "left", room: "kitchen", nick: "alice", client: 4, at: AT, id: newest().sentOf("leave")[0].id });
    await left;
    comeBack();

    assert.deepEqual(events, [["state", "left"]]);
    assert.deepEqual(joins(), []);
    await assert.rejects(kitchen.say("hi"), { code: "left", maybeSaid: false });
  });

  test("is left while the connection is lost", async () => {
    const kitchen = join();
    newest().end();
    await kitchen.leave();
    tick(500);
    newest().hello({ resumed: true });

    assert.deepEqual(newest().sent, []);
  });

  test("is left for good if the connection is lost meanwhile, or the server knows nothing of it", async () => {
    const left = join().leave();
    newest().end();
    await left;
    tick(500);
    newest().hello({ resumed: true });
    const other = chat.join("garden").leave();
    errorOf("garden", "leave", { code: "not_in_room" });
    await other;

    assert.deepEqual(chat.rooms, []);
  });

  test("tells who is there", async () => {
    const kitchen = join();
    const answer = kitchen.who();
    const clients = [{ nick: "alice", client: 4 }, { nick: "bob", client: 5 }];
    newest().hear({ type: "clients", room: "kitchen", clients, total: 2_000, id: newest().sentOf("who")[0].id });

    assert.deepEqual(await answer, clients);
    assert.equal(kitchen.clients, 2_000);
  });

  test("tells its history without moving its cursor", async () => {
    const kitchen = join();
    const heard = record(kitchen, ["message"]);
    const answer = kitchen.history({ before: cursor(9), limit: 1 });
    const [{ id, before, limit }] = newest().sentOf("history");
    const message = { type: "message", room: "kitchen", cursor: cursor(8), from: "bob", client: 5, text: "old", at: AT };
    newest().hear({ type: "history", room: "kitchen", messages: [message], complete: true, more: true, id });
    const { messages, complete, more } = await answer;

    assert.deepEqual([before, limit, complete, more], [cursor(9), 1, true, true]);
    assert.deepEqual([messages[0].text, messages[0].own, messages[0].at], ["old", false, new Date(AT)]);
    assert.deepEqual([heard, kitchen.cursor], [[], cursor(0)]);
  });

  test("asks again after a cut", async () => {
    const kitchen = join();
    const answers = [kitchen.who(), kitchen.history()];
    comeBack({ client: 9 });
    assert.deepEqual(newest().sentOf("who"), []);
    newest().welcome("kitchen");
    errorOf("kitchen", "history", { code: "unavailable", retryAfterMillis: 10 });
    newest().hear({ type: "clients", room: "kitchen", clients: [], total: 0, id: newest().sentOf("who")[0].id });

    assert.deepEqual(await answers[0], []);
    await assert.rejects(answers[1], { code: "unavailable", retryAfterMillis: 10, maybeSaid: false });
  });

  test("ends with the client", async () => {
    const kitchen = join();
    const states = record(kitchen, ["state"], ({ state, error }) => [state, error.code]);
    const said = kitchen.say("hi"), answer = kitchen.who();
    chat.close();

    await assert.rejects(said, { code: "closed", maybeSaid: true });
    await assert.rejects(answer, { code: "closed", maybeSaid: false });
    assert.deepEqual(states, [["left", "closed"]]);
  });
});
