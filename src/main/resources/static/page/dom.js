/** The element of the document that has this id. */
export const byId = (id) => document.getElementById(id);

/** Makes an element. A string among the children becomes text, never markup. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** Text for screen readers alone. */
export const unseen = (text) => make("span", { class: "hidden" }, text);

/** Makes the sign of a nick: its first letter, in one of eight tones. */
export function avatar(nick) {
  return make("span", { class: `avatar ${toneOf(nick)}`, "aria-hidden": "true" }, initialOf(nick));
}

export function initialOf(nick) {
  return [...nick][0].toUpperCase();
}

export function toneOf(nick) {
  let sum = 7;
  for (const letter of nick) sum = (sum * 31 + letter.codePointAt(0)) % 65_521;
  return `tone-${sum % 8}`;
}
