import { make } from "./dom.js";
import { rowOf } from "./rows.js";
import { Timeline } from "./timeline.js";

/** How many rows are in the document at most, and how many are added at a time. */
const MOST = 300;
const STEP = 100;

/** How near to an end of what is in the document one may scroll before more is added there, in pixels. */
const NEAR = 800;

/**
 * Shows a timeline as a window on it: however long it is, only some rows around those that can be seen are in the
 * document. While the reader is at the end, the window moves on with what is said.
 */
export class LogView {
  #scroller;
  #list;
  #start;
  #onNearTop;
  #onMove;
  #timeline = new Timeline();
  #from = 0;
  #to = 0;
  #newFrom;
  /** The end of the timeline when it was shown last: since then more may have come. */
  #shownTo = 0;
  #atEnd = true;

  /**
   * @param onNearTop called when older messages are to be fetched
   * @param onMove called when the reader has come to the end, or has left it
   */
  constructor({ scroller, list, start, onNearTop, onMove }) {
    this.#scroller = scroller;
    this.#list = list;
    this.#start = start;
    this.#onNearTop = onNearTop;
    this.#onMove = onMove;
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#atEnd && this.toEnd()).observe(scroller);
  }

  /** Whether the reader sees the last message. */
  get isAtEnd() { return this.#atEnd; }

  /** Shows another timeline, at its end. */
  show(timeline, newFrom) {
    this.#timeline = timeline;
    this.#newFrom = newFrom;
    this.#renderEnd();
    this.toEnd();
  }

  /**
   * Shows what has been added at either end.
   * @param newFrom the number of the first message that the reader has not seen
   */
  refresh(newFrom) {
    this.#newFrom = newFrom;
    this.#shownTo = this.#timeline.to;
    if (this.#from < this.#timeline.from || this.#to - this.#from === 0 || this.#timeline.to - this.#to > MOST && this.#atEnd) {
      this.#renderEnd();
    } else if (this.#atEnd) {
      this.#growDown(this.#timeline.to);
      this.#dropTop();
    }
    this.#showStart();
    if (this.#atEnd) this.toEnd();
    this.#fill();
  }

  /** Scrolls to the last message. */
  toEnd() {
    if (this.#to < this.#timeline.to) this.#renderEnd();
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#setAtEnd(true);
  }

  #renderEnd() {
    this.#to = this.#shownTo = this.#timeline.to;
    this.#from = Math.max(this.#timeline.from, this.#to - STEP);
    this.#list.replaceChildren(...this.#rows(this.#from, this.#to));
    this.#showStart();
  }

  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    this.#setAtEnd(this.#to === this.#shownTo && scrollHeight - clientHeight - scrollTop < 40);
    this.#fill();
  }

  /** Adds rows where the reader comes near to an end of the window, and takes as many away at the other one. */
  #fill() {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    if (scrollTop < NEAR) {
      if (this.#from > this.#timeline.from) this.#inPlace(() => this.#growUp());
      else if (this.#timeline.hasOlder) this.#onNearTop();
    }
    if (scrollHeight - clientHeight - scrollTop < NEAR && this.#to < this.#timeline.to) {
      this.#inPlace(() => {
        this.#growDown(Math.min(this.#timeline.to, this.#to + STEP));
        this.#dropTop();
      });
    }
  }

  #growUp() {
    const from = Math.max(this.#timeline.from, this.#from - STEP);
    const rows = this.#rows(from, this.#from);
    // What the first row shows depends on the one before it.
    this.#list.firstElementChild?.replaceWith(this.#row(this.#from));
    this.#list.prepend(...rows);
    this.#from = from;
    while (this.#to - this.#from > MOST) {
      this.#list.lastElementChild.remove();
      this.#to--;
    }
    this.#showStart();
  }

  #growDown(to) {
    this.#list.append(...this.#rows(this.#to, to));
    this.#to = to;
  }

  #dropTop() {
    while (this.#to - this.#from > MOST) {
      this.#list.firstElementChild.remove();
      this.#from++;
    }
    this.#showStart();
  }

  /** Changes rows while those that can be seen stay where they are. */
  #inPlace(change) {
    const top = this.#scroller.getBoundingClientRect().top;
    const seq = this.#from + [...this.#list.children].findIndex((row) => row.getBoundingClientRect().bottom > top);
    const place = () => this.#list.children[seq - this.#from]?.getBoundingClientRect().bottom ?? 0;
    const before = place();
    change();
    this.#scroller.scrollTop += place() - before;
  }

  #rows(from, to) {
    return Array.from({ length: to - from }, (_, index) => this.#row(from + index));
  }

  #row(seq) {
    return rowOf(this.#timeline.at(seq), this.#timeline.at(seq - 1), seq === this.#newFrom);
  }

  #showStart() {
    const isStart = this.#from === this.#timeline.from;
    const text = this.#timeline.hasOlder ? "Looking for older messages" : "Older messages are not kept";
    this.#start.replaceChildren(make("span", {}, isStart && (this.#to > this.#from || this.#timeline.hasOlder) ? text : ""));
  }

  #setAtEnd(atEnd) {
    this.#atEnd = atEnd;
    this.#onMove();
  }
}
