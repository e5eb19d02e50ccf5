import { avatar, byId, initialOf, make, toneOf, unseen } from "./dom.js";

const many = (count, one, more) => (count === 1 ? `1 ${one}` : `${count} ${more}`);

/** The list of rooms, with how much is unread in each. */
export function showRooms(talks, current, onOpen) {
  const list = byId("rooms");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.room : undefined;
  list.replaceChildren(...talks.map((talk) => make("li", {}, roomButton(talk, talk === current, onOpen))));
  if (focused) list.querySelector(`[data-room="${CSS.escape(focused)}"]`)?.focus();
  const unread = talks.reduce((sum, talk) => sum + talk.unread, 0);
  const elsewhere = unread - (current?.unread ?? 0);
  byId("elsewhere").hidden = elsewhere === 0;
  byId("elsewhere").replaceChildren(shortNumber(elsewhere), unseen(` unread elsewhere`));
  document.title = `${unread > 0 ? `(${unread}) ` : ""}${current ? `${current.name} · ` : ""}Roomcast`;
}

function roomButton(talk, isCurrent, onOpen) {
  const button = make("button", { type: "button", "data-room": talk.name, "aria-current": isCurrent && "page" },
    make("span", { class: "name" }, talk.name));
  if (talk.error) button.append(make("span", { class: "badge problem" }, "!", unseen("not joined")));
  else if (talk.unread > 0) button.append(make("span", { class: "badge" }, shortNumber(talk.unread), unseen(" unread")));
  button.addEventListener("click", () => onOpen(talk));
  return button;
}

const shortNumber = (number) => (number > 99 ? "99+" : String(number));

/** Who is in a room: oneself first, then by name. */
export function showPeople(talk, ownClient) {
  const people = [...talk.people].sort(([one, nick], [other, otherNick]) =>
    (other === ownClient) - (one === ownClient) || nick.localeCompare(otherNick));
  byId("people").replaceChildren(...people.map(([client, nick]) => make("li", {}, avatar(nick),
    make("span", { class: "nick" }, nick), client === ownClient ? make("span", { class: "you" }, "you") : undefined)));
  const others = talk.count - people.length;
  byId("people-more").textContent = people.length > 0 && others > 0 ? `and ${many(others, "other", "others")}` : "";
  byId("room-count").textContent = talk.count > 0 ? `${many(talk.count, "person", "people")} here` : "";
}

export function showMe(nick) {
  byId("me").textContent = nick;
  const sign = byId("me-avatar");
  sign.className = `avatar ${toneOf(nick)}`;
  sign.textContent = initialOf(nick);
}
