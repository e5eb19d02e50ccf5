import { avatar, make, unseen } from "./dom.js";
import { clockTime, dayName, sameDay, wholeTime } from "./times.js";

/** Messages of one client that are no further apart are shown as one group. */
const GROUP_MILLIS = 5 * 60_000;

const LINK = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

/** Makes the row of an item. What it shows besides depends on the item before it, if there is one. */
export function rowOf(item, before, isFirstNew) {
  const startsDay = !before || !sameDay(before.at, item.at);
  const row = item.kind === "message" ? messageRow(item, !startsDay && !isFirstNew && continues(item, before)) : lineRow(item);
  if (isFirstNew) row.prepend(make("p", { class: "divider new" }, make("span", {}, "New")));
  if (startsDay) row.prepend(make("p", { class: "divider" }, make("span", {}, dayName(item.at))));
  return row;
}

/** Makes the row of something own that is not in the room's order yet. */
export function unsaidRow(unsaid, { onRepeat, onDrop }) {
  const row = make("li", { class: `message own first ${unsaid.state}`, "data-state": unsaid.state });
  row.append(bubble(unsaid));
  if (unsaid.state !== "refused") {
    row.append(make("p", { class: "meta" }, unsaid.state === "sending" ? "Sending" : "Said"));
    return row;
  }
  const repeat = make("button", { type: "button" }, "Say it again");
  const drop = make("button", { type: "button" }, "Discard");
  repeat.addEventListener("click", onRepeat);
  drop.addEventListener("click", onDrop);
  row.append(make("p", { class: "meta problem" }, `Not said: ${unsaid.why}`), make("p", { class: "actions" }, repeat, drop));
  return row;
}

function continues(item, before) {
  return before.kind === "message" && before.client === item.client && before.from === item.from
    && item.at - before.at < GROUP_MILLIS;
}

function messageRow(item, isContinued) {
  const kind = `message${item.own ? " own" : ""}${isContinued ? "" : " first"}`;
  const time = make("time", { datetime: item.at.toISOString(), title: wholeTime(item.at) }, clockTime(item.at));
  const row = make("li", { class: kind, "data-cursor": item.cursor });
  if (isContinued) {
    row.append(unseen(`${item.from}, ${clockTime(item.at)}`));
  } else {
    row.append(avatar(item.from), make("p", { class: "head" }, make("span", { class: "nick" }, item.from), " ", time));
  }
  row.append(bubble(item));
  if (item.own) row.append(make("p", { class: "meta" }, make("span", { class: "tick", "aria-hidden": "true" }), unseen("Said")));
  return row;
}

function lineRow(item) {
  const text = item.kind === "gap" ? "Some messages between here are no longer kept" : item.text;
  return make("li", { class: `line ${item.kind}` }, make("p", {}, text));
}

function bubble({ text, data, bytes }) {
  if (text !== undefined) return make("div", { class: "bubble", dir: "auto" }, ...withLinks(text));
  if (bytes) return make("div", { class: "bubble other" }, `${bytes.length} bytes`);
  return make("div", { class: "bubble other" }, make("pre", {}, jsonOf(data)));
}

/** A JSON value in one line if it is short. */
function jsonOf(data) {
  const line = JSON.stringify(data);
  return line.length <= 60 ? line : JSON.stringify(data, null, 2);
}

function withLinks(text) {
  const parts = [];
  let end = 0;
  for (const { 0: link, index } of text.matchAll(LINK)) {
    parts.push(text.slice(end, index), make("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, link));
    end = index + link.length;
  }
  return [...parts, text.slice(end)];
}
