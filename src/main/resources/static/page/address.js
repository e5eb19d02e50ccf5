// The rooms stand in the address, so that it can be shared: /?room=kitchen&room=hall.

const ROOM = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export const isRoom = (name) => ROOM.test(name);

/** The rooms of the address, each once. Names that no room can have are left out. */
export function roomsOfAddress() {
  return [...new Set(new URLSearchParams(location.search).getAll("room"))].filter(isRoom);
}

/** The address of a page with these rooms. */
export function addressOf(rooms) {
  const url = new URL(location.pathname, location.origin);
  for (const room of rooms) url.searchParams.append("room", room);
  return url.href;
}

/** Writes the rooms into the address bar, as a step that one can go back. */
export function showInAddress(rooms) {
  const address = addressOf(rooms);
  if (address !== location.href) history.pushState(null, "", address);
}
