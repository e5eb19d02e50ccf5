// How values are written: a short number and its unit, so that both can be set in different sizes.

const UNKNOWN = { number: "–", unit: "" };
const SI = [[1e9, "G"], [1e6, "M"], [1e3, "k"]];
const BINARY = [[1024 ** 3, "GB"], [1024 ** 2, "MB"], [1024, "KB"], [1, "B"]];
const TIMES = [[1, "s"], [1e-3, "ms"], [1e-6, "µs"]];
const DAY = 86400;

export function count(value) {
  if (value === null) {
    return UNKNOWN;
  }
  const [size, letter] = SI.find(([least]) => value >= Math.max(least, 10000)) ?? [1, ""];
  return { number: (size === 1) ? short(value) : short(value / size) + letter, unit: "" };
}

export function perSecond(value) {
  return (value === null) ? UNKNOWN : { number: count(value).number, unit: "/s" };
}

export function seconds(value) {
  return scaled(value, TIMES, "s");
}

export function bytes(value) {
  return scaled(value, BINARY, "B");
}

export function share(value) {
  return (value === null) ? UNKNOWN : { number: short(100 * value), unit: "%" };
}

/** Returns a value as text: "4.2 ms". */
export function text({ number, unit }) {
  return unit ? `${number} ${unit}` : number;
}

/** Returns a time in its two largest units: "3 h 12 min". */
export function duration(value) {
  const whole = Math.floor(value);
  const parts = [[Math.floor(whole / DAY), "d"], [Math.floor(whole / 3600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"], [whole % 60, "s"]];
  const first = parts.findIndex(([size]) => size > 0);
  return (first < 0) ? "0 s" : parts.slice(first, first + 2).map((part) => part.join(" ")).join(" ");
}

function scaled(value, units, none) {
  if (value === null) {
    return UNKNOWN;
  }
  if (value === 0) {
    return { number: "0", unit: none };
  }
  const [size, unit] = units.find(([least]) => value >= least) ?? units.at(-1);
  return { number: short(value / size), unit };
}

/** Three digits are what an eye takes in at a glance, and whole numbers stay whole. */
function short(value) {
  const digits = (Number.isInteger(value) || value >= 99.95) ? 0 : (value >= 9.995) ? 1 : 2;
  const rounded = Number(value.toFixed(digits));
  return rounded.toLocaleString("en", { maximumFractionDigits: 2 });
}
