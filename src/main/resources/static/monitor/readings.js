// From what the node counts to what the page shows.

import { bucketsOf, quantile } from "./histogram.js";

const QUANTILES = { Half: 0.5, Most: 0.99 };

const HISTOGRAMS = {
  delay: "roomcast_delivery_delay_seconds",
  roundTrip: "roomcast_engine_roundtrip_seconds",
  engineLag: "roomcast_engine_lag_seconds",
};

/** A quantile is of what was counted in so many seconds: in one there may be too little. */
const QUANTILE_SECONDS = 60;

/**
 * Returns the values of a scrape by the names that the charts know, null for what is not known. Rates and means are those
 * since the scrape before, quantiles those of the last minute; they are not known at first, nor when the node was started
 * anew in between.
 *
 * @param scrape what was read now
 * @param at when, in seconds, by any clock
 * @param before the reading before, if there is one
 */
export function read(scrape, at, before) {
  const uptime = scrape.value("process_uptime_seconds");
  const counters = countersOf(scrape);
  // The node's own clock, if it shows one: what the network adds to a tick is not in it.
  const clock = uptime ?? at;
  const past = (before && before.clock < clock) ? before : null;
  const buckets = allBuckets(scrape);
  const minute = (past?.minute ?? []).filter((earlier) => earlier.clock >= clock - QUANTILE_SECONDS);
  return {
    clock,
    uptime,
    counters,
    minute: [...minute, { clock, buckets }],
    ...gauges(scrape),
    ...quantiles(buckets, minute[0]?.buckets),
    ...changes(counters, clock, past),
  };
}

function countersOf(scrape) {
  return {
    opened: scrape.value("roomcast_clients_opened_total"),
    closed: scrape.sum("roomcast_clients_closed_total"),
    messages: scrape.value("roomcast_messages_received_total"),
    deliveries: scrape.value("roomcast_deliveries_total"),
    caughtUp: scrape.value("roomcast_clients_slow_total", { outcome: "caught_up" }),
    lost: scrape.value("roomcast_clients_slow_total", { outcome: "lost" }),
    timedOut: scrape.value("roomcast_clients_slow_total", { outcome: "timeout" }),
    errors: scrape.value("roomcast_engine_errors_total"),
    gapsFilled: scrape.value("roomcast_engine_gaps_filled_total"),
    gapsAnnounced: scrape.value("roomcast_engine_gaps_announced_total"),
    forks: scrape.value("roomcast_engine_forks_total"),
    resubscribes: scrape.value("roomcast_engine_resubscribes_total"),
    failures: scrape.value("roomcast_failures_total"),
    delaySum: scrape.value("roomcast_delivery_delay_seconds_sum"),
    delayCount: scrape.value("roomcast_delivery_delay_seconds_count"),
  };
}

function gauges(scrape) {
  const engineUp = scrape.value("roomcast_engine_up");
  return {
    engine: scrape.label("roomcast_engine_up", "engine"),
    engineUp: (engineUp === null) ? null : engineUp > 0,
    clients: scrape.value("roomcast_clients"),
    rooms: scrape.value("roomcast_rooms"),
    lag: scrape.value("roomcast_lag_largest"),
    pending: scrape.value("roomcast_write_pending_bytes"),
    logs: scrape.value("roomcast_log_size_bytes"),
    clientMemory: scrape.value("roomcast_client_memory_bytes"),
    heap: scrape.sum("jvm_memory_used_bytes", { area: "heap" }),
    heapMax: scrape.sum("jvm_memory_max_bytes", { area: "heap" }),
    processCpu: scrape.value("process_cpu_usage"),
    machineCpu: scrape.value("system_cpu_usage"),
    threads: scrape.value("jvm_threads_live_threads"),
    busyThreads: scrape.value("jetty_threads_busy"),
    files: scrape.value("process_files_open_files"),
    filesMax: scrape.value("process_files_max_files"),
  };
}

function allBuckets(scrape) {
  return Object.fromEntries(Object.entries(HISTOGRAMS).map(([series, name]) => [series, bucketsOf(scrape, name)]));
}

function quantiles(buckets, before) {
  const values = {};
  for (const series of Object.keys(HISTOGRAMS)) {
    for (const [name, share] of Object.entries(QUANTILES)) {
      values[`${series}${name}`] = before ? quantile(share, buckets[series], before[series]) : null;
    }
  }
  return values;
}

function changes(counters, clock, before) {
  const delta = (name) => {
    const difference = before ? subtract(counters[name], before.counters[name]) : null;
    return (difference >= 0) ? difference : null;
  };
  const perSecond = (name) => {
    const difference = delta(name);
    return (difference === null) ? null : difference / (clock - before.clock);
  };
  const passes = delta("delayCount");
  return {
    openedRate: perSecond("opened"),
    closedRate: perSecond("closed"),
    messageRate: perSecond("messages"),
    deliveryRate: perSecond("deliveries"),
    caughtUpRate: perSecond("caughtUp"),
    lostRate: perSecond("lost"),
    timedOutRate: perSecond("timedOut"),
    errorRate: perSecond("errors"),
    gapFilledRate: perSecond("gapsFilled"),
    gapAnnouncedRate: perSecond("gapsAnnounced"),
    delayMean: (passes > 0) ? subtract(delta("delaySum"), 0) / passes : null,
  };
}

function subtract(value, other) {
  return (value === null || other === null) ? null : value - other;
}
