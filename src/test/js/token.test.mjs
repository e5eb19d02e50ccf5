import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { connect } from "../../main/resources/static/roomcast.js";
import { command, startServer, until } from "./real-server.mjs";

const skip = command && typeof WebSocket === "function" ? false : "without a built server or a WebSocket";

describe("with a server that asks for tokens", { skip }, () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const directory = mkdtempSync(join(tmpdir(), "roomcast-"));
  let server, url;

  before(async () => {
    const file = join(directory, "key.pem");
    writeFileSync(file, publicKey.export({ type: "spki", format: "pem" }));
    server = await startServer(`spring.security.oauth2.resourceserver.jwt.public-key-location=file:${file}`);
    url = `http://127.0.0.1:${server.port}/`;
  });

  after(async () => {
    await server?.stop();
    rmSync(directory, { recursive: true });
  });

  function token(seconds) {
    const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const claims = { sub: "4711", preferred_username: "alice", rooms: ["*"], exp: Math.floor(Date.now() / 1000) + seconds };
    const signed = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}`;
    return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
  }

  test("a client without a token is turned away for good", async () => {
    const chat = connect(url);
    const states = [];
    chat.addEventListener("state", (event) => states.push(event));
    await until(() => chat.state === "closed");

    assert.deepEqual([states[0].code, states[0].error.code], [4003, "unauthorized"]);
  });

  test("a client whose token expires comes back with a newer one", async () => {
    const lifetimes = [3, 600], codes = [];
    const chat = connect(url, { token: async () => token(lifetimes.shift() ?? 600), firstWaitMillis: 20 });
    chat.addEventListener("state", ({ code }) => codes.push(code));
    const room = chat.join("kitchen");
    await until(() => codes.includes(4101), () => codes);
    await until(() => room.state === "joined");

    assert.equal(room.nick, "alice");
    assert.equal((await room.say("still here")).room, "kitchen");
    chat.close();
  });
});
