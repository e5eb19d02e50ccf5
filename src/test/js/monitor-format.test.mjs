import assert from "node:assert/strict";
import { test } from "node:test";

import * as format from "../../main/resources/static/monitor/format.js";

const cases = [
  ["count", 0, "0"], ["count", 7, "7"], ["count", 1234, "1,234"], ["count", 9999, "9,999"], ["count", 20000, "20k"],
  ["count", 123456, "123k"], ["count", 1234567, "1.23M"], ["count", null, "–"],
  ["perSecond", 0, "0 /s"], ["perSecond", 0.333, "0.33 /s"], ["perSecond", 41.234, "41.2 /s"],
  ["perSecond", 1234.6, "1,235 /s"], ["perSecond", 2.5e6, "2.5M /s"], ["perSecond", null, "–"],
  ["seconds", 0, "0 s"], ["seconds", 0.0000004, "0.4 µs"], ["seconds", 0.000123, "123 µs"], ["seconds", 0.0042, "4.2 ms"],
  ["seconds", 1.5, "1.5 s"], ["seconds", null, "–"],
  ["bytes", 0, "0 B"], ["bytes", 1000, "1,000 B"], ["bytes", 1536, "1.5 KB"], ["bytes", 64 * 1024 * 1024, "64 MB"],
  ["bytes", 3 * 1024 ** 3, "3 GB"],
  ["share", 0, "0 %"], ["share", 0.0485, "4.85 %"], ["share", 1, "100 %"], ["share", null, "–"],
];

for (const [kind, value, expected] of cases) {
  test(`${kind} of ${value} is ${expected}`, () => {
    assert.equal(format.text(format[kind](value)), expected);
  });
}

test("a duration has its two largest units", () => {
  const texts = [0, 0.4, 59, 61, 3600, 11520, 86400 * 3 + 7200 + 59].map(format.duration);

  assert.deepEqual(texts, ["0 s", "0 s", "59 s", "1 min 1 s", "1 h 0 min", "3 h 12 min", "3 d 2 h"]);
});
