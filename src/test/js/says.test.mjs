import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { AT, cursor, record, settle, startInKitchen, stop, tick } from "./fake-socket.mjs";

describe("a say", () => {
  let chat, kitchen, newest;

  const begin = (options) => ({ chat, kitchen, newest } = startInKitchen(options));
  const says = () => newest().sentOf("say");
  const texts = () => says().map(({ text }) => text);
  const sayNumbers = (count, from = 0) => Array.from({ length: count }, (_, number) => kitchen.say(`${from + number}`));
  const numbers = (count, from = 0) => Array.from({ length: count }, (_, number) => `${from + number}`);

  function comeBack(hello = { resumed: true }) {
    newest().end();
    tick(500);
    newest().hello(hello);
    newest().welcome("kitchen", { recovered: true });
  }

  beforeEach(() => begin());

  afterEach(() => stop(chat));

  test("is sent under its id and settled by its message, of which the room tells first", async () => {
    const order = [];
    kitchen.addEventListener("message", ({ id, own }) => order.push([id, own]));
    const said = kitchen.say("hi");
    assert.deepEqual(says(), [{ type: "say", room: "kitchen", text: "hi", id: said.id }]);
    said.then(() => order.push("receipt"));
    newest().message("kitchen", 1, { id: said.id });

    assert.deepEqual(await said, { room: "kitchen", id: said.id, cursor: cursor(1), at: new Date(AT), repeated: false });
    assert.deepEqual(order, [[said.id, true], "receipt"]);
  });

  test("takes text, bytes and values", () => {
    const value = { price: 12 };
    kitchen.say("");
    kitchen.say(Uint8Array.of(0, 255));
    kitchen.say(Uint8Array.of(7, 0, 255, 7).buffer.slice(1, 3));
    kitchen.say(new DataView(Uint8Array.of(7, 0, 255, 7).buffer, 1, 2));
    kitchen.say(value);
    kitchen.say(null);
    value.price = 13;

    assert.deepEqual(says().map(({ text, base64, data }) => text ?? base64 ?? data),
      ["", "AP8=", "AP8=", "AP8=", { price: 12 }, null]);
  });

  test("refuses what cannot be said", async () => {
    const circular = {};
    circular.self = circular;
    for (const value of [undefined, () => 1, circular, 1n])
      await assert.rejects(kitchen.say(value), { code: "bad_value", maybeSaid: false });
    await assert.rejects(kitchen.say("é".repeat(32_769)), { code: "message_too_large", message: "message is 65538 bytes, limit 65536" });
    await assert.rejects(kitchen.say(new Uint8Array(65_537)), { code: "message_too_large" });
    await assert.rejects(kitchen.say(["x".repeat(65_533)]), { code: "message_too_large" });
    kitchen.say(["x".repeat(65_532)]);

    assert.equal(says().length, 1);
  });

  test("is rejected with the refusal", async () => {
    const said = kitchen.say("hi");
    newest().hear({ type: "error", room: "kitchen", code: "unavailable", message: "not now", id: said.id, retryAfterMillis: 5 });

    await assert.rejects(said, { code: "unavailable", message: "not now", retryAfterMillis: 5, maybeSaid: false });
  });

  test("is kept while away, and sent once in order after what has no receipt yet", async () => {
    const first = kitchen.say("first");
    newest().end();
    const second = kitchen.say("second");
    tick(500);
    const third = kitchen.say("third");
    newest().hello({ resumed: true });
    assert.deepEqual(texts(), []);
    newest().welcome("kitchen");

    assert.deepEqual(says().map(({ text, id }) => [text, id]),
      [["first", first.id], ["second", second.id], ["third", third.id]]);
    newest().message("kitchen", 1, { id: second.id });
    comeBack();
    assert.deepEqual(texts(), ["first", "third"]);
    assert.equal((await second).cursor, cursor(1));
  });

  test("waits for its room", () => {
    const garden = chat.join("garden");
    garden.say("to the garden");
    kitchen.say("to the kitchen");
    assert.deepEqual(texts(), ["to the kitchen"]);
    newest().welcome("garden");

    assert.deepEqual(texts(), ["to the kitchen", "to the garden"]);
  });

  test("is settled by a repeated receipt, which is no message", async () => {
    const messages = record(kitchen, ["message"]);
    const said = kitchen.say("hi");
    newest().message("kitchen", 5);
    comeBack();
    newest().message("kitchen", 4, { id: said.id, repeated: true });

    assert.equal((await said).repeated, true);
    assert.equal(messages.length, 1);
    assert.equal(kitchen.cursor, cursor(5));
  });

  test("is settled once by its replayed message and the repeated receipt after it", async () => {
    const messages = record(kitchen, ["message"]);
    const said = kitchen.say("hi");
    comeBack();
    newest().message("kitchen", 1, { id: said.id });
    newest().message("kitchen", 1, { id: said.id, repeated: true });

    assert.equal((await said).repeated, false);
    assert.equal(messages.length, 1);
  });

  test("is rejected if it was sent in a session that is gone, and sent if it was not", async () => {
    const sent = kitchen.say("sent");
    newest().end();
    const kept = kitchen.say("kept");
    tick(500);
    newest().hello({ client: 9, session: "other" });
    newest().welcome("kitchen");

    await assert.rejects(sent, { code: "session_gone", maybeSaid: true });
    assert.deepEqual(says().map(({ id }) => id), [kept.id]);
  });

  test("is never sent while the oldest one without a receipt is 256 ids back", () => {
    const all = sayNumbers(600);
    const garden = chat.join("garden");
    newest().welcome("garden");
    garden.say("elsewhere");
    all.slice(1, 200).forEach(({ id }, number) => newest().message("kitchen", number, { id }));
    assert.deepEqual(texts(), numbers(256));
    newest().message("kitchen", 200, { id: all[0].id });
    assert.deepEqual(texts(), numbers(456));
    comeBack();
    assert.deepEqual(texts(), numbers(256, 200));
    newest().message("kitchen", 201, { id: all[200].id });

    assert.deepEqual(texts(), numbers(257, 200));
  });

  test("is refused if too many have no receipt", async () => {
    stop(chat);
    begin({ maxUnsettled: 2 });
    const [first] = sayNumbers(2);
    await assert.rejects(kitchen.say("more"), { code: "too_many_unsettled", message: /limit 2/ });
    newest().message("kitchen", 1, { id: first.id });
    kitchen.say("more");

    assert.deepEqual(texts(), ["0", "1", "more"]);
  });

  test("has an id of its own, also in a session that another client began", () => {
    const { id } = kitchen.say("hi");
    stop(chat);
    begin({ session: "secret", random: () => 0.25 });

    assert.notEqual(kitchen.say("hi").id, id);
  });

  test("that was sent is still settled after its room was left, and one that waits is rejected", async () => {
    const [first, ...others] = sayNumbers(257);
    kitchen.leave();
    await assert.rejects(others.pop(), { code: "left", maybeSaid: false });
    newest().message("kitchen", 1, { id: first.id });
    newest().end();

    assert.equal((await first).cursor, cursor(1));
    for (const other of others) await assert.rejects(other, { code: "left", maybeSaid: true });
  });

  test("raises no alarm if nobody waits for it when the client is closed", async () => {
    kitchen.say("hi");
    chat.close();
    await settle();
  });
});
