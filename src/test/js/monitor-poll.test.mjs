import assert from "node:assert/strict";
import { once } from "node:events";
import { beforeEach, mock, test } from "node:test";

import { Poll } from "../../main/resources/static/monitor/poll.js";

/** A page that can be hidden, and a node that answers when the test says so. */
class Setting {

  document = new EventTarget();

  requests = [];

  events = [];

  poll = new Poll("http://node.example/actuator/prometheus", {
    document: this.document,
    fetch: (url, { signal }) => new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      this.requests.push({ url, signal, answer: resolve, fail: reject });
    }),
  });

  constructor(visibilityState = "visible") {
    this.document.visibilityState = visibilityState;
    for (const type of ["text", "trouble", "stopped"]) {
      this.poll.addEventListener(type, (event) => this.events.push(event));
    }
    this.poll.start();
  }

  show(visibilityState) {
    this.document.visibilityState = visibilityState;
    this.document.dispatchEvent(new Event("visibilitychange"));
  }

  async answer(text, status = 200) {
    const answered = Promise.race([once(this.poll, "text"), once(this.poll, "trouble")]);
    this.requests.at(-1).answer(new Response(text, { status }));
    await answered;
  }

  async fail() {
    const told = once(this.poll, "trouble");
    this.requests.at(-1).fail(new TypeError("Failed to fetch"));
    await told;
  }

  types() {
    return this.events.map(({ type }) => type);
  }

}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

test("the first request is made at once, the next one a second later", async () => {
  const setting = new Setting();
  await setting.answer("a 1");
  assert.equal(setting.requests.length, 1);

  mock.timers.tick(1000);

  assert.equal(setting.requests.length, 2);
  assert.equal(setting.events[0].text, "a 1");
});

test("there is one request at a time", () => {
  const setting = new Setting();

  mock.timers.tick(4000);

  assert.equal(setting.requests.length, 1);
});

test("a page that is hidden asks for nothing, and at once when it is seen again", async () => {
  const setting = new Setting();
  await setting.answer("a 1");

  setting.show("hidden");
  mock.timers.tick(60000);
  assert.equal(setting.requests.length, 1);
  assert.deepEqual(setting.types(), ["text", "stopped"]);

  setting.show("visible");
  assert.equal(setting.requests.length, 2);
});

test("a request under way is given up when the page is hidden", () => {
  const setting = new Setting();

  setting.show("hidden");

  assert.equal(setting.requests[0].signal.aborted, true);
  assert.deepEqual(setting.types(), ["stopped"]);
});

test("a page that is opened hidden asks for nothing", () => {
  const setting = new Setting("hidden");

  assert.equal(setting.requests.length, 0);

  setting.show("visible");
  assert.equal(setting.requests.length, 1);
});

test("a pause lasts until it is ended", async () => {
  const setting = new Setting();
  await setting.answer("a 1");

  setting.poll.paused = true;
  setting.show("hidden");
  setting.show("visible");
  mock.timers.tick(60000);
  assert.equal(setting.requests.length, 1);

  setting.poll.paused = false;
  assert.equal(setting.requests.length, 2);
});

for (const [status, words] of [[401, /API key or a token/], [403, /API key or a token/], [404, /management\.server\.port/], [500, /HTTP 500/],
  [503, /memory/]]) {
  test(`a ${status} is explained, and asked about less often`, async () => {
    const setting = new Setting();

    await setting.answer("", status);

    assert.match(setting.events[0].trouble, words);
    mock.timers.tick(2500);
    assert.equal(setting.requests.length, 1);
    mock.timers.tick(500);
    assert.equal(setting.requests.length, 2);
  });
}

test("a node that cannot be reached is asked again", async () => {
  const setting = new Setting();

  await setting.fail();

  assert.match(setting.events[0].trouble, /does not answer/);
  mock.timers.tick(3000);
  await setting.answer("a 1");
  assert.deepEqual(setting.types(), ["trouble", "text"]);
});

test("a node that takes too long is asked again", async () => {
  const setting = new Setting();
  const told = once(setting.poll, "trouble");

  mock.timers.tick(5000);
  await told;

  assert.match(setting.events[0].trouble, /5 seconds/);
  mock.timers.tick(3000);
  assert.equal(setting.requests.length, 2);
});
