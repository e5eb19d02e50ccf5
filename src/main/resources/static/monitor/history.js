/** The readings of the last minutes: older ones are dropped, so that a page may stay open for days. */
export class History {

  #rows = [];

  #seconds;

  #mostRows;

  /**
   * @param seconds how far it goes back
   * @param mostRows how many readings it keeps at most, whatever the clock does
   */
  constructor(seconds, mostRows = 4 * seconds) {
    this.#seconds = seconds;
    this.#mostRows = mostRows;
  }

  get size() {
    return this.#rows.length;
  }

  /** Adds a reading, or none: lines have a gap there. */
  add(at, reading = {}) {
    // The rows after this one are from before the machine's clock was set back.
    this.#rows = this.#rows.filter((row) => row.at > at - this.#seconds && row.at < at).slice(1 - this.#mostRows);
    this.#rows.push({ at, reading });
  }

  /** Returns the times, and then for each name what was read at them, null where nothing was. */
  columns(names) {
    return [this.#rows.map((row) => row.at),
      ...names.map((name) => this.#rows.map((row) => row.reading[name] ?? null))];
  }

  /** Returns the newest value, and the lowest and the highest one that are kept; null where there is none. */
  summary(name) {
    const values = this.#rows.map((row) => row.reading[name] ?? null);
    const known = values.filter((value) => value !== null);
    return {
      now: values.at(-1) ?? null,
      lowest: known.length ? Math.min(...known) : null,
      highest: known.length ? Math.max(...known) : null,
    };
  }

}
