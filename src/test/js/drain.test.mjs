import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { connect } from "../../main/resources/static/roomcast.js";
import { command, startProxy, startServer, until } from "./real-server.mjs";

const REDIS = process.env.ROOMCAST_REDIS_PORT;
const SETTINGS = ["roomcast.engine=redis", `spring.data.redis.port=${REDIS}`, "roomcast.drain.window=3s", "roomcast.client.grace=60s",
  "roomcast.room.history-entries=100000", "roomcast.room.history-size=64MB"];
const CHATS = 8;
const skip = command && REDIS && typeof WebSocket === "function" ? false : "without a built server, a Redis or a WebSocket";

describe("with a node that is drained", { skip }, () => {
  let first, second, proxy;
  const chats = [];

  before(async () => {
    [first, second] = await Promise.all([startServer(...SETTINGS), startServer(...SETTINGS)]);
    proxy = await startProxy(first.port);
  });

  afterEach(() => chats.forEach((chat) => chat.close()));

  after(async () => {
    await proxy?.close();
    await Promise.all([first?.stop("SIGKILL"), second?.stop("SIGKILL")]);
  });

  async function joined(nick, url) {
    const chat = connect(url, { firstWaitMillis: 20, maxWaitMillis: 200, nick });
    chats.push(chat);
    const room = chat.join("kitchen");
    Object.assign(room, { chat, heard: [], notices: [], losses: [] });
    room.addEventListener("message", ({ text }) => room.heard.push(text));
    for (const type of ["joined", "left", "gap"])
      room.addEventListener(type, ({ nick: other }) => room.notices.push(`${other} ${type}`));
    chat.addEventListener("state", ({ state, code, reason }) => state !== "open" && room.losses.push(`${code} ${reason}`));
    await until(() => room.state === "joined");
    return room;
  }

  test("all move to the other node when they are asked to, and lose nothing", async () => {
    const witness = await joined("witness", `ws://127.0.0.1:${second.port}`);
    const rooms = [];
    for (let i = 0; i < CHATS; i++) rooms.push(await joined(`client-${i}`, proxy.url));
    const isCalm = () => rooms.every(({ notices }, index) => notices.length === CHATS - 1 - index);
    await until(() => witness.notices.length === CHATS && isCalm());
    const clients = rooms.map(({ chat }) => chat.client);
    [witness, ...rooms].forEach(({ notices }) => notices.splice(0));

    proxy.target = second.port; // as a balancer that has seen that the first one is not ready
    let isOver = false, number = 0;
    const receipts = [], over = first.stop().then(() => { isOver = true; });
    while (!isOver) {
      receipts.push(...rooms.map((room) => room.say(`${room.nick} ${number}`)));
      number++;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await over;
    await until(() => rooms.every((room) => room.state === "joined"));
    await Promise.all(receipts);
    await rooms[0].say("that is all");
    await until(() => [witness, ...rooms].every(({ heard }) => heard.at(-1) === "that is all"));

    assert.equal(witness.heard.length, CHATS * number + 1);
    for (const room of rooms) {
      assert.deepEqual(room.heard, witness.heard);
      assert.deepEqual(room.losses, ["1012 the server asked to reconnect"]);
    }
    for (const { notices } of [witness, ...rooms]) assert.deepEqual(notices, []);
    assert.deepEqual(rooms.map(({ chat }) => chat.client), clients);
  });
});
