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

test("a percentile of nothing is not known", () => {
  const reading = read(parse('roomcast_delivery_delay_seconds{quantile="0.5"} 0.0\n'
    + 'roomcast_delivery_delay_seconds{quantile="0.99"} 0.004\n'), 0);

  assert.equal(reading.delayHalf, null);
  assert.equal(reading.delayMost, 0.004);
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
