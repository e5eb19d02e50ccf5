import uPlot from "../webjars/uplot/1.6.30/dist/uPlot.esm.js";

import { text } from "./format.js";

const MINUTE = 60;
const AXIS_WIDTH = 66;
const LABEL_WIDTH = 50;
const FONT = "12px system-ui, sans-serif";
const DASHES = [[], [6, 3], [2, 3]];

const HOUR_AND_MINUTE = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const toMinute = new Intl.DateTimeFormat([], HOUR_AND_MINUTE);
const toSecond = new Intl.DateTimeFormat([], { ...HOUR_AND_MINUTE, second: "2-digit" });

/** Returns a time of day with its seconds. */
export function timeOfDay(seconds) {
  return toSecond.format(1000 * seconds);
}

/** The lines of one panel over the last minutes. Its colours are those of the style sheet at each time it is drawn. */
export class Chart {

  #plot;

  /** The times that are shown: uPlot's own idea of a range spreads a single one over a day. */
  #times = [];

  /**
   * @param element what it fills
   * @param panel what it shows
   * @param seconds how much time it shows at most
   * @param onLook called with the index that the pointer is at in any chart of the page, null if it is in none
   */
  constructor(element, { kind, series }, seconds, onLook) {
    this.#plot = new uPlot({
      ...sizeOf(element),
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: "monitor" } },
      hooks: { setCursor: [(plot) => onLook(plot.cursor.idx ?? null)] },
      scales: {
        x: { range: () => this.#range(seconds) },
        y: { range: (plot, lowest, highest) => [0, Math.max(1.1 * (highest ?? 0), kind.least)] },
      },
      axes: [timeAxis(), valueAxis(kind)],
      series: [{}, ...series.map((one, index) => line(index, series.length))],
    }, [[], ...series.map(() => [])], element);
    new ResizeObserver(() => this.#plot.setSize(sizeOf(element))).observe(element);
  }

  /** Shows times, and the values of each series at them. */
  show(columns) {
    this.#times = columns[0];
    this.#plot.setData(columns);
  }

  /** Returns a minute at first, and as much as there is later on, which ends now. */
  #range(seconds) {
    const last = this.#times.at(-1) ?? Date.now() / 1000;
    return [Math.max(last - seconds, Math.min(this.#times[0] ?? last, last - MINUTE)), last];
  }

  /** Draws anew, with the colours of now. */
  redraw() {
    this.#plot.redraw(false);
  }

}

function sizeOf(element) {
  return { width: Math.max(element.clientWidth, 1), height: Math.max(element.clientHeight, 1) };
}

function timeAxis() {
  return {
    ...axis(),
    incrs: [15, 30, 60, 120, 300],
    size: 26,
    space: LABEL_WIDTH + 6,
    values: (plot, splits, index, space, step) => {
      const last = plot.over.clientWidth - LABEL_WIDTH / 2;
      const clock = (step < MINUTE) ? toSecond : toMinute;
      // The newest one would be cut off at the edge.
      return splits.map((time) => (plot.valToPos(time, "x") > last) ? "" : clock.format(1000 * time));
    },
  };
}

function valueAxis(kind) {
  return {
    ...axis(),
    ...(kind.steps && { incrs: kind.steps }),
    size: AXIS_WIDTH,
    space: 32,
    values: (plot, splits) => splits.map((value) => text(kind.format(value))),
  };
}

function axis() {
  return {
    font: FONT,
    stroke: () => colour("--muted"),
    grid: { stroke: () => colour("--grid"), width: 1 },
    ticks: { show: false },
  };
}

function line(index, count) {
  return {
    stroke: () => colour(`--line-${index + 1}`),
    fill: (count === 1) ? () => colour("--area") : undefined,
    width: 2,
    dash: DASHES[index],
    points: { show: false },
  };
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
