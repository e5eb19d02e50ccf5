import assert from "node:assert/strict";
import { test } from "node:test";

import { History } from "../../main/resources/static/monitor/history.js";

test("columns are the times and what was read at them", () => {
  const history = new History(60);
  history.add(1, { clients: 3 });
  history.add(2, { clients: 4, rooms: 1 });

  assert.deepEqual(history.columns(["rooms", "clients"]), [[1, 2], [null, 1], [3, 4]]);
});

test("what is older is dropped", () => {
  const history = new History(60);
  for (let second = 0; second < 1000; second++) {
    history.add(second, { clients: second });
  }

  assert.equal(history.size, 60);
  assert.deepEqual(history.summary("clients"), { now: 999, lowest: 940, highest: 999 });
});

test("it is bounded when the clock stands still, and goes on when it is set back", () => {
  const history = new History(10, 20);
  for (let step = 0; step < 100; step++) {
    history.add(5 + step / 1000, {});
  }
  assert.equal(history.size, 20);

  history.add(5, { clients: 1 });

  assert.deepEqual(history.columns(["clients"]), [[5], [1]]);
});

test("a gap has no values", () => {
  const history = new History(60);
  history.add(1, { clients: 3 });
  history.add(2);

  assert.deepEqual(history.columns(["clients"]), [[1, 2], [3, null]]);
  assert.deepEqual(history.summary("clients"), { now: null, lowest: 3, highest: 3 });
});

test("nothing has no lowest value", () => {
  assert.deepEqual(new History(60).summary("clients"), { now: null, lowest: null, highest: null });
});
