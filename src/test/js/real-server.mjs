// The service in a process of its own, and a proxy before it that can cut and swallow.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect as connectTcp, createServer } from "node:net";
import { createInterface } from "node:readline";

const TARGET = new URL("../../../target/", import.meta.url);
const PATIENCE_MILLIS = 120_000;

/** The command that starts the service: given by the build, or the jar that it has left; undefined without either. */
export const command = process.env.ROOMCAST_COMMAND ? JSON.parse(process.env.ROOMCAST_COMMAND) : jarCommand();

function jarCommand() {
  try {
    const jar = readdirSync(TARGET).find((name) => /^roomcast-.*\.jar$/.test(name));
    return jar && ["java", "-jar", new URL(jar, TARGET).pathname];
  } catch {
    return undefined;
  }
}

/** Starts the service on a free port. Returns { port, stop() }. */
export async function startServer(...properties) {
  const settings = ["server.port=0", "spring.main.banner-mode=off", ...properties].map((property) => `--${property}`);
  const child = spawn(command[0], [...command.slice(1), ...settings], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const log = [];
  const port = await new Promise((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => {
      log.push(line);
      const started = line.match(/listens on \S+?:(\d+) after/);
      if (started) resolve(Number(started[1]));
    });
    exited.then(() => reject(new Error(`the service did not start:\n${log.join("\n")}`)));
  });
  return {
    port,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      await exited;
    },
  };
}

/** Listens on a port of its own and passes all on to `target`, which may be changed. */
export async function startProxy(target) {
  const pairs = new Set();
  const proxy = {
    target,
    connections: 0,
    /** Ends all connections without a close frame. */
    cut() { pairs.forEach((pair) => pair.forEach((socket) => socket.destroy())); },
    /** Passes nothing on any more for the connections of now, but keeps them open. */
    swallow() {
      for (const pair of pairs) for (const socket of pair) {
        socket.unpipe();
        socket.resume();
      }
    },
    async close() {
      proxy.cut();
      server.close();
      await once(server, "close");
    },
  };
  const server = createServer((client) => {
    proxy.connections++;
    const upstream = connectTcp(proxy.target, "127.0.0.1");
    const pair = [client, upstream];
    pairs.add(pair);
    for (const [from, to] of [pair, [upstream, client]]) {
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        to.destroy();
        pairs.delete(pair);
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  proxy.url = `ws://127.0.0.1:${server.address().port}`;
  return proxy;
}

/** Waits until the condition holds. */
export async function until(condition, describe = () => condition) {
  const deadline = Date.now() + PATIENCE_MILLIS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ${PATIENCE_MILLIS} ms: ${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
