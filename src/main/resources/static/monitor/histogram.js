// Reads quantiles from the buckets of a histogram, as Prometheus does: the truth is somewhere in the bucket.

/**
 * Returns the buckets of a histogram: how many values there were up to each bound, from the lowest bound to the highest.
 *
 * @param scrape what was read
 * @param name of the histogram
 */
export function bucketsOf(scrape, name) {
  return scrape.all(`${name}_bucket`)
    .map(({ labels, value }) => ({ bound: boundOf(labels.get("le")), count: value }))
    .sort((one, other) => one.bound - other.bound);
}

function boundOf(text) {
  return (text === "+Inf") ? Infinity : Number(text);
}

/**
 * Returns a quantile of what was counted between two readings, null if nothing was or the counters went back.
 *
 * @param share from 0 to 1
 * @param now the buckets of the later reading
 * @param before the buckets of the earlier one
 */
export function quantile(share, now, before) {
  const counts = now.map(({ count }, index) => count - (before[index]?.count ?? NaN));
  const all = counts.at(-1);
  if (!(all > 0) || counts.some((count) => !(count >= 0))) {
    return null;
  }
  const rank = share * all;
  const index = counts.findIndex((count) => count >= rank);
  const lower = (index > 0) ? now[index - 1] : { bound: 0 };
  const below = (index > 0) ? counts[index - 1] : 0;
  const upper = now[index].bound;
  if (upper === Infinity) {
    return lower.bound;
  }
  return lower.bound + (upper - lower.bound) * (rank - below) / (counts[index] - below);
}
