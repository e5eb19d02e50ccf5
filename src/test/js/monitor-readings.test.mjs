import assert from "node:assert/strict";
import { test } from "node:test";

import { parse } from "../../main/resources/static/monitor/prometheus.js";
import { read } from "../../main/resources/static/monitor/readings.js";

test("gauges are read as they are", () => {
  const reading = read(parse('roomcast_clients 3\nroomcast_engine_up{engine="redis"} 0.0\n'
    + 'jvm_memory_used_bytes{area="heap",id="a"} 5\njvm_memory_used_bytes{area="heap",id="b"} 6\n'), 0);

  assert.equal(reading.clients, 3);
  assert.equal(reading.engine, "redis");
  assert.equal(reading.engineUp, false);
  assert.equal(reading.heap, 11);
});

test("a meter that is not there is not known", () => {
  const reading = read(parse(""), 0);

  assert.equal(reading.clients, null);
  assert.equal(reading.engine, null);
  assert.equal(reading.engineUp, null);
  assert.equal(reading.delayHalf, null);
});

test("rates are not known at first", () => {
  assert.equal(read(parse("process_uptime_seconds 10\nroomcast_deliveries_total 100\n"), 0).deliveryRate, null);
});

test("rates are taken by the clock of the node", () => {
  const before = read(parse("process_uptime_seconds 10\nroomcast_deliveries_total 100\n"), 0);

  const reading = read(parse("process_uptime_seconds 12\nroomcast_deliveries_total 200\n"), 7, before);

  assert.equal(reading.deliveryRate, 50);
});

test("rates are taken by the clock of the page if the node shows none", () => {
  const before = read(parse("roomcast_deliveries_total 100\n"), 5);

  assert.equal(read(parse("roomcast_deliveries_total 200\n"), 7, before).deliveryRate, 50);
});

test("rates are not known after the node was started anew", () => {
  const before = read(parse("process_uptime_seconds 10\nroomcast_deliveries_total 100\n"), 0);

  const reading = read(parse("process_uptime_seconds 3\nroomcast_deliveries_total 200\n"), 1, before);

  assert.equal(reading.deliveryRate, null);
});

test("a counter that goes back has no rate", () => {
  const before = read(parse("roomcast_deliveries_total 100\n"), 1);

  assert.equal(read(parse("roomcast_deliveries_total 20\n"), 2, before).deliveryRate, null);
});

test("closed connections are counted whatever their code", () => {
  const closed = (first, second) => parse(`process_uptime_seconds ${first}
roomcast_clients_closed_total{code="1000"} ${first}
roomcast_clients_closed_total{code="1006"} ${second}`);

  assert.equal(read(closed(11, 5), 0, read(closed(10, 2), 0)).closedRate, 4);
});

const buckets = (uptime, ...counts) => parse(`process_uptime_seconds ${uptime}
roomcast_delivery_delay_seconds_bucket{le="+Inf"} ${counts[2]}
roomcast_delivery_delay_seconds_bucket{le="1.0E-4"} ${counts[0]}
roomcast_delivery_delay_seconds_bucket{le="0.001"} ${counts[1]}`);

test("a quantile is read between the bounds of its bucket", () => {
  const reading = read(buckets(11, 10, 20, 20), 0, read(buckets(10, 0, 0, 0), 0));

  assert.equal(reading.delayHalf, 0.0001);
  assert.equal(reading.delayMost.toFixed(6), "0.000982");
});

test("a quantile above all bounds is the largest of them", () => {
  assert.equal(read(buckets(11, 0, 0, 5), 0, read(buckets(10, 0, 0, 0), 0)).delayHalf, 0.001);
});

test("a quantile is not known at first, nor of nothing, nor after the node was started anew", () => {
  const first = read(buckets(10, 1, 2, 3), 0);

  assert.equal(first.delayHalf, null);
  assert.equal(read(buckets(11, 1, 2, 3), 0, first).delayHalf, null);
  assert.equal(read(buckets(11, 0, 0, 1), 0, first).delayHalf, null);
  assert.equal(read(buckets(5, 4, 4, 4), 0, first).delayHalf, null);
});

test("a quantile is of the last minute", () => {
  let reading = read(buckets(0, 0, 0, 0), 0);
  for (let uptime = 1; uptime <= 61; uptime++) {
    reading = read(buckets(uptime, 0, 100, 100), 0, reading);
    assert.equal(reading.delayHalf === null, uptime === 61, `after ${uptime} s`);
  }
});

test("the mean is of what was delivered since the reading before", () => {
  const delay = (count, sum) => parse(`process_uptime_seconds ${count + 1}
roomcast_delivery_delay_seconds_count ${count}
roomcast_delivery_delay_seconds_sum ${sum}`);
  const before = read(delay(100, 1), 0);

  assert.equal(read(delay(104, 3), 0, before).delayMean, 0.5);
  assert.equal(read(parse("process_uptime_seconds 200\nroomcast_delivery_delay_seconds_count 100\n"
    + "roomcast_delivery_delay_seconds_sum 1\n"), 0, before).delayMean, null);
});
