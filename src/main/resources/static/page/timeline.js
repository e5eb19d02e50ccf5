/** The most items that a room keeps. Older ones can be asked for again. */
const MOST = 20_000;

/**
 * What is known of one room, in its order: messages, and between them notices and gaps. Each item has a number, `seq`,
 * which grows by one from item to item and stays the item's own, whatever is added at either end.
 */
export class Timeline {
  #items = [];
  #first = 0;
  #known = new Set();
  /** Whether there may be older messages than the first one here. */
  hasOlder = true;

  /** The number of the first item. */
  get from() { return this.#first; }

  /** The number after that of the last item. */
  get to() { return this.#first + this.#items.length; }

  at(seq) { return this.#items[seq - this.#first]; }

  /** The oldest message, if there is one. */
  get oldest() { return this.#items.find((item) => item.kind === "message"); }

  /** Adds a message at the end, unless it is known. Returns its number. */
  addMessage(message) {
    if (this.#known.has(message.cursor)) return undefined;
    this.#known.add(message.cursor);
    return this.#append({ kind: "message", ...fieldsOf(message) });
  }

  addNotice(text, at) { return this.#append({ kind: "notice", text, at }); }

  /** Adds that messages are missing at the end. */
  addGap() {
    const at = this.#items.at(-1)?.at ?? new Date();
    return this.#items.length > 0 ? this.#append({ kind: "gap", at }) : undefined;
  }

  /**
   * Adds a page of older messages before all others. A page may run into what is known, and beyond: that part is left
   * out, as what is beyond comes by itself.
   */
  addOlder(messages) {
    const end = messages.findIndex(({ cursor }) => this.#known.has(cursor));
    const items = (end < 0 ? messages : messages.slice(0, end)).map((one) => ({ kind: "message", ...fieldsOf(one) }));
    items.forEach(({ cursor }) => this.#known.add(cursor));
    this.#first -= items.length;
    this.#items = items.concat(this.#items);
    return items.length;
  }

  #append(item) {
    this.#items.push(item);
    if (this.#items.length > MOST) this.#dropOldest();
    return this.to - 1;
  }

  #dropOldest() {
    const dropped = this.#items.splice(0, MOST / 10);
    this.#first += dropped.length;
    dropped.forEach(({ cursor }) => this.#known.delete(cursor));
    this.hasOlder = true;
  }
}

function fieldsOf({ cursor, from, client, text, data, bytes, at, own, id }) {
  return { cursor, from, client, text, data, bytes, at, own, id };
}
