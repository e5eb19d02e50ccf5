import assert from "node:assert/strict";
import { test } from "node:test";

import { parse } from "../../main/resources/static/monitor/prometheus.js";

test("a sample without labels is read", () => {
  assert.equal(parse("roomcast_clients 3.0\n").value("roomcast_clients"), 3);
});

test("comments and empty lines are no samples", () => {
  const scrape = parse("# HELP a one 1\n# TYPE a gauge\n\n   \na 1\n");

  assert.deepEqual(scrape.all("a").map(({ value }) => value), [1]);
  assert.deepEqual(scrape.all("#"), []);
});

test("samples are told apart by their labels", () => {
  const scrape = parse('slow{outcome="lost",node="a"} 1\nslow{outcome="timeout",node="a"} 2\n');

  assert.equal(scrape.value("slow", { outcome: "timeout" }), 2);
  assert.equal(scrape.value("slow", { outcome: "timeout", node: "b" }), null);
  assert.equal(scrape.label("slow", "outcome"), "lost");
});

test("a label may hold anything", () => {
  const scrape = parse(String.raw`a{path="C:\\tmp\\",said="\"hi\"\n{x} 7, é",empty="",} 1`);

  const { labels } = scrape.all("a")[0];
  assert.equal(labels.get("path"), "C:\\tmp\\");
  assert.equal(labels.get("said"), '"hi"\n{x} 7, é');
  assert.equal(labels.get("empty"), "");
  assert.equal(scrape.value("a"), 1);
});

test("labels named like something of every object are labels", () => {
  const scrape = parse('__proto__{constructor="x",__proto__="y"} 1\n');

  assert.equal(scrape.value("__proto__", { constructor: "x" }), 1);
  assert.equal(scrape.value("constructor"), null);
});

test("numbers have exponents, signs and times after them", () => {
  const scrape = parse("a 8.4E10\nb -1.0\nc 5e-7 1700000000000\nd .5\n");

  assert.deepEqual(["a", "b", "c", "d"].map((name) => scrape.value(name)), [8.4e10, -1, 5e-7, 0.5]);
});

test("what is no finite number is not known", () => {
  const scrape = parse("a NaN\nb +Inf\nc -Inf\n");

  assert.deepEqual(["a", "b", "c", "d"].map((name) => scrape.value(name)), [null, null, null, null]);
  assert.equal(scrape.all("b")[0].value, Infinity);
});

test("a sum leaves out what has no bound", () => {
  const scrape = parse('max{area="heap",id="eden"} -1.0\nmax{area="heap",id="young"} NaN\nmax{area="heap",id="old"} 6\nmax{area="heap",id="survivor"} 2\n'
    + 'max{area="nonheap"} 100\n');

  assert.equal(scrape.sum("max", { area: "heap" }), 8);
  assert.equal(scrape.sum("max", { area: "none" }), null);
  assert.equal(scrape.sum("elsewhere"), null);
});

test("lines that are no samples are passed over", () => {
  const scrape = parse('<!DOCTYPE html>\n<p>a 1</p>\na{b="c" 1\na{b=c} 1\na{b="c"}\na\na x\na constructor\nlast 1');

  assert.deepEqual(scrape.all("a"), []);
  assert.equal(scrape.value("last"), 1);
});

test("lines may end as on Windows", () => {
  assert.equal(parse("a 1\r\nb 2\r\n").value("a"), 1);
});
