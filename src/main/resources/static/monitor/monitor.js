import { count, duration } from "./format.js";
import { History } from "./history.js";
import { GROUPS } from "./panels.js";
import { Poll } from "./poll.js";
import { parse } from "./prometheus.js";
import { read } from "./readings.js";
import { copyOf, PanelView } from "./view.js";

const SECONDS = 300;
// Relative, so that a proxy may put the service anywhere.
const METERS = new URL("../actuator/prometheus", import.meta.url);

const page = Object.fromEntries(["state", "pause", "trouble", "groups", "values", "engine", "uptime", "failures", "files"]
  .map((id) => [id, document.getElementById(id)]));
const history = new History(SECONDS);
const poll = new Poll(METERS);
const groups = GROUPS.map(build);

let before;

function build(group) {
  const section = copyOf("group");
  section.querySelector("h2").textContent = group.title;
  page.groups.append(section);
  const parent = section.querySelector(".panels");
  parent.hidden = group.engine !== undefined;
  const views = group.panels.map((panel) => new PanelView(panel, parent, page.values.tBodies[0], SECONDS));
  return { ...group, views, parent, remark: section.querySelector(".remark") };
}

poll.addEventListener("text", ({ text }) => {
  const scrape = parse(text);
  if (scrape.value("roomcast_clients") === null) {
    interrupt("No answer of a node of Roomcast: there is something else at this address.");
    return;
  }
  const reading = read(scrape, performance.now() / 1000, before);
  before = reading;
  page.trouble.hidden = true;
  setState("live");
  showFacts(reading);
  draw(reading);
});

poll.addEventListener("trouble", ({ trouble }) => interrupt(trouble));

poll.addEventListener("stopped", () => {
  before = undefined;
  history.add(Date.now() / 1000);
  setState("paused");
});

/** Says what is wrong. What was read before stays, and the lines end. */
function interrupt(sentence) {
  before = undefined;
  setState("trouble");
  // Written only when it is new, as it is read aloud.
  const whole = `${sentence} The page goes on asking.`;
  if (page.trouble.hidden || page.trouble.textContent !== whole) {
    page.trouble.hidden = false;
    page.trouble.textContent = whole;
  }
  for (const fact of [page.engine, page.uptime, page.failures, page.files]) {
    fact.textContent = "–";
    fact.classList.remove("bad");
  }
  draw();
}

function draw(reading) {
  history.add(Date.now() / 1000, reading);
  for (const { views } of groups) {
    views.forEach((view) => view.show(history));
  }
}

function showFacts(reading) {
  page.uptime.textContent = (reading.uptime === null) ? "unknown" : duration(reading.uptime);
  page.engine.textContent = `${reading.engine ?? "unknown"}, ${reading.engineUp ? "up" : "down"}`;
  page.engine.classList.toggle("bad", reading.engineUp === false);
  page.failures.textContent = count(reading.counters.failures).number;
  page.failures.classList.toggle("bad", reading.counters.failures > 0);
  page.files.textContent = `${count(reading.files).number} of ${count(reading.filesMax).number}`;
  for (const group of groups.filter(({ engine }) => engine)) {
    const used = reading.engine === group.engine;
    group.parent.hidden = !used;
    group.remark.textContent = used ? "" : "This node keeps everything in its own memory and is the only one: "
      + "nothing has to go to Redis and back.";
  }
}

function setState(state) {
  const texts = { live: "Live", paused: "Paused", trouble: "No meters" };
  if (page.state.dataset.state !== state) {
    page.state.dataset.state = state;
    page.state.textContent = texts[state];
  }
}

page.pause.addEventListener("click", () => {
  poll.paused = !poll.paused;
  page.pause.textContent = poll.paused ? "Go on" : "Pause";
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
  groups.forEach(({ views }) => views.forEach((view) => view.redraw())));

poll.start();
