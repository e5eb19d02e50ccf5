// Reads what /actuator/prometheus answers: the text format of Prometheus, version 0.0.4.

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*,?/y;
const LABELS_END = /\s*\}/y;
const VALUE = /\s*(\S+)/y;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const SPECIAL = new Map([["NaN", NaN], ["+Inf", Infinity], ["Inf", Infinity], ["-Inf", -Infinity]]);

/**
 * Returns the samples of a text. A line that is none is passed over, so that a text of another kind has none at all.
 */
export function parse(text) {
  const scrape = new Scrape();
  for (const line of text.split("\n")) {
    const sample = parseLine(line);
    if (sample) {
      scrape.add(sample);
    }
  }
  return scrape;
}

/** The samples of one moment, by name. */
export class Scrape {

  #samples = new Map();

  add({ name, labels, value }) {
    const samples = this.#samples.get(name);
    if (samples) {
      samples.push({ labels, value });
    }
    else {
      this.#samples.set(name, [{ labels, value }]);
    }
  }

  /** Returns the samples of a name that have all of these labels; they may have others, too. */
  all(name, labels = {}) {
    const wanted = Object.entries(labels);
    return (this.#samples.get(name) ?? []).filter((sample) =>
      wanted.every(([label, value]) => sample.labels.get(label) === value));
  }

  /** Returns the value of the first such sample, null if there is none or it is not a number. */
  value(name, labels) {
    return finite(this.all(name, labels)[0]?.value);
  }

  /** Returns the sum of all such samples that are numbers of at least zero, null if there are none. */
  sum(name, labels) {
    const values = this.all(name, labels).map(({ value }) => value)
      .filter((value) => Number.isFinite(value) && value >= 0);
    return values.length ? values.reduce((sum, value) => sum + value, 0) : null;
  }

  /** Returns the value of a label of the first sample of a name, null if there is none. */
  label(name, label) {
    return this.all(name)[0]?.labels.get(label) ?? null;
  }

}

function parseLine(line) {
  const name = matchAt(NAME, line, 0);
  if (!name) {
    return null;
  }
  const labels = new Map();
  let end = NAME.lastIndex;
  if (line[end] === "{") {
    end = parseLabels(line, end + 1, labels);
  }
  const value = (end < 0) ? undefined : numberOf(matchAt(VALUE, line, end)?.[1]);
  return (value === undefined) ? null : { name: name[0], labels, value };
}

/** Returns where the labels end, -1 if they do not. */
function parseLabels(line, start, labels) {
  let end = start;
  for (let label = matchAt(LABEL, line, end); label; label = matchAt(LABEL, line, end)) {
    labels.set(label[1], unescape(label[2]));
    end = LABEL.lastIndex;
  }
  return matchAt(LABELS_END, line, end) ? LABELS_END.lastIndex : -1;
}

function matchAt(pattern, line, index) {
  pattern.lastIndex = index;
  return pattern.exec(line);
}

function unescape(text) {
  return text.replace(/\\(.)/g, (whole, character) => (character === "n") ? "\n" : character);
}

function numberOf(word = "") {
  return NUMBER.test(word) ? Number(word) : SPECIAL.get(word);
}

function finite(value) {
  return Number.isFinite(value) ? value : null;
}
