// What the page shows, in the order in which an operator asks. A series is a name of a reading.

import { bytes, count, perSecond, seconds, share } from "./format.js";

const ONE_TO_TEN = powers(10, 0, 12, [1, 2, 5]);
const BYTES = powers(2, 0, 46, [1]);

/** How values are written, the least that the upper end of the axis is, and the steps between its ticks if not any. */
const KINDS = {
  count: { format: count, least: 4, steps: ONE_TO_TEN },
  rate: { format: perSecond, least: 2 },
  time: { format: seconds, least: 0.001 },
  bytes: { format: bytes, least: 1024 * 1024, steps: BYTES },
  share: { format: share, least: 0.1 },
};

export const GROUPS = [
  {
    title: "Clients and rooms",
    panels: [
      panel("Clients", "count", [["clients", "connected"]]),
      panel("Rooms", "count", [["rooms", "with clients"]]),
      panel("Connections", "rate", [["openedRate", "opened"], ["closedRate", "closed"]]),
    ],
  },
  {
    title: "Traffic",
    panels: [
      panel("Messages", "rate", [["messageRate", "published"]]),
      panel("Deliveries", "rate", [["deliveryRate", "to sockets"]]),
      panel("From publish to socket", "time",
        [["delayHalf", "p50"], ["delayMost", "p99"], ["delayMean", "mean"]],
        "The percentiles are of about the last minute, the mean is of this second."),
    ],
  },
  {
    title: "Slow clients",
    panels: [
      panel("Waits for a socket", "rate",
        [["caughtUpRate", "caught up"], ["lostRate", "lost"], ["timedOutRate", "cut"]],
        "A client whose socket takes no more reads on, or the log moves past it, or its time is over."),
      panel("Largest lag", "count", [["lag", "entries"]], "What the client that lags most has yet to get."),
      panel("Unsent", "bytes", [["pending", "not taken yet"]], "What sockets have yet to take of writes under way."),
    ],
  },
  {
    title: "Engine",
    engine: "redis",
    panels: [
      panel("Round trip to Redis", "time", [["roundTripHalf", "p50"], ["roundTripMost", "p99"]],
        "A publish call, of about the last minute."),
      panel("Lag", "time", [["engineLagHalf", "p50"], ["engineLagMost", "p99"]],
        "From taking a message until it is back from Redis."),
      panel("Errors and gaps", "rate",
        [["errorRate", "errors"], ["gapFilledRate", "gaps filled"], ["gapAnnouncedRate", "gaps told"]],
        "Clients notice only those gaps that they are told of."),
    ],
  },
  {
    title: "Process",
    panels: [
      panel("Memory", "bytes", [["heap", "heap used"], ["logs", "logs of rooms"], ["clientMemory", "single clients"]]),
      panel("Processor", "share", [["processCpu", "this process"], ["machineCpu", "the machine"]]),
      panel("Threads", "count", [["threads", "alive"], ["busyThreads", "of Jetty, busy"]]),
    ],
  },
];

function panel(title, kind, series, note = "") {
  return { title, kind: KINDS[kind], series: series.map(([name, label]) => ({ name, label })), note };
}

function powers(base, from, to, factors) {
  const steps = [];
  for (let power = from; power <= to; power++) {
    steps.push(...factors.map((factor) => factor * base ** power));
  }
  return steps;
}
