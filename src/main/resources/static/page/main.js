import { roomsOfAddress } from "./address.js";
import { App } from "./app.js";
import { Entry } from "./entry.js";
import { ofBrowser, ofTab } from "./memory.js";

const entry = new Entry((nick, rooms) => enter(nick, rooms));
const app = new App({ onRefusedNick: askAgain, onRename: askAgain });

function enter(nick, rooms) {
  ofTab.remember("nick", nick);
  ofBrowser.remember("nick", nick);
  entry.hide();
  app.enter(nick, rooms);
}

function askAgain(rooms, nick, error) {
  app.exit();
  ofTab.forget("nick");
  entry.show(rooms, nick, error);
}

addEventListener("popstate", () => {
  if (app.isIn) app.setRooms(roomsOfAddress());
});
// The server lets the nick go at once: a page that is left, or loaded again, is not away.
addEventListener("pagehide", () => app.exit());
addEventListener("pageshow", (event) => event.persisted && location.reload());

const rooms = roomsOfAddress();
const nick = ofTab.recall("nick");
if (nick && rooms.length > 0) enter(nick, rooms);
else entry.show(rooms);
