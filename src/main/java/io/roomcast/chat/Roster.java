package io.roomcast.chat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The nicks that are held in each room. Names that the server gave out are unique anyway
 * and not here. Any thread.
 */
final class Roster {

	private final Set<Holding> held = ConcurrentHashMap.newKeySet();

	/**
	 * Holds a nick, unless somebody in the room does already.
	 */
	boolean hold(String room, String nick) {
		return this.held.add(new Holding(room, nick));
	}

	void release(String room, String nick) {
		this.held.remove(new Holding(room, nick));
	}

	private record Holding(String room, String nick) {
	}

}
