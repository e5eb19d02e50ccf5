import { Chart, timeOfDay } from "./chart.js";
import { duration, text } from "./format.js";

/** One panel of the page: its present values, its chart, and its rows in the table. */
export class PanelView {

  #panel;

  #seconds;

  #figures;

  #rows;

  #picture;

  #chart;

  #lookedAt;

  /** What is shown: times, then the values of each series. */
  #columns = [[]];

  /** The index of what the pointer is at, null if it is nowhere. */
  #index = null;

  /**
   * @param panel what it shows
   * @param parent where it is put
   * @param table the body of the table of all values
   * @param seconds how much time it shows
   */
  constructor(panel, parent, table, seconds) {
    const section = copyOf("panel");
    section.querySelector("h3").textContent = panel.title;
    section.querySelector(".note").textContent = panel.note;
    const list = section.querySelector("dl");
    this.#figures = panel.series.map(({ name, label }) => figure(list, name, label));
    this.#rows = panel.series.map(({ label }) => row(table, `${panel.title}: ${label}`));
    this.#picture = section.querySelector(".chart");
    this.#lookedAt = section.querySelector(".looked-at");
    parent.append(section);
    this.#panel = panel;
    this.#seconds = seconds;
    this.#chart = new Chart(this.#picture, panel, seconds, (index) => this.#look(index));
  }

  /** Shows what is kept. */
  show(history) {
    const { kind, series, title } = this.#panel;
    const sentences = series.map(({ name, label }, index) => {
      const { now, lowest, highest } = history.summary(name);
      const texts = [now, lowest, highest].map((value) => text(kind.format(value)));
      texts.forEach((value, column) => this.#rows[index][column].textContent = value);
      return `${label} ${texts[0]}, lowest ${texts[1]}, highest ${texts[2]}`;
    });
    this.#picture.setAttribute("aria-label",
      `${title} in the last ${duration(this.#seconds)}: ${sentences.join("; ")}`);
    this.#columns = history.columns(series.map(({ name }) => name));
    this.#chart.show(this.#columns);
    this.#writeFigures();
  }

  #look(index) {
    if (index !== this.#index) {
      this.#index = index;
      this.#writeFigures();
    }
  }

  /** Writes the values where the pointer is, or those of now. */
  #writeFigures() {
    const [times, ...values] = this.#columns;
    const looking = this.#index !== null && this.#index < times.length;
    const index = looking ? this.#index : times.length - 1;
    this.#figures.forEach((element, series) => write(element, this.#panel.kind.format(values[series]?.[index] ?? null)));
    this.#lookedAt.textContent = looking ? `at ${timeOfDay(times[index])}` : "";
  }

  redraw() {
    this.#chart.redraw();
  }

}

/** Returns a copy of what a template of the page holds. */
export function copyOf(template) {
  return document.getElementById(template).content.firstElementChild.cloneNode(true);
}

function figure(list, name, label) {
  const pair = copyOf("figure");
  pair.dataset.series = name;
  pair.querySelector("dt span").textContent = label;
  list.append(pair);
  return pair.querySelector("dd");
}

function write(element, { number, unit }) {
  element.querySelector(".number").textContent = number;
  element.querySelector(".unit").textContent = unit && `\u00a0${unit}`;
}

function row(table, label) {
  const line = table.insertRow();
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = label;
  line.append(head);
  return [line.insertCell(), line.insertCell(), line.insertCell()];
}
