package io.roomcast.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The rooms of one client, by name. Most clients are in one: that takes no table. Not
 * thread-safe: the client's session guards it.
 */
final class Memberships {

	// The only one, while there is one; the map, while there are more.
	private @Nullable Membership only;

	private @Nullable Map<String, Membership> byRoom;

	@Nullable Membership find(String room) {
		if (this.byRoom != null) {
			return this.byRoom.get(room);
		}
		return (this.only != null && this.only.roomName().equals(room)) ? this.only : null;
	}

	/**
	 * Returns the one that is connected to its room, if there is exactly one.
	 */
	@Nullable Membership onlyConnected() {
		if (this.byRoom == null) {
			return (this.only != null && this.only.isConnected()) ? this.only : null;
		}
		List<Membership> connected = all(true);
		return (connected.size() == 1) ? connected.get(0) : null;
	}

	void add(Membership membership) {
		Membership first = this.only;
		if (this.byRoom != null) {
			this.byRoom.put(membership.roomName(), membership);
		}
		else if (first == null) {
			this.only = membership;
		}
		else {
			this.byRoom = new HashMap<>();
			this.byRoom.put(first.roomName(), first);
			this.byRoom.put(membership.roomName(), membership);
			this.only = null;
		}
	}

	void remove(Membership membership) {
		if (this.byRoom == null) {
			this.only = null;
			return;
		}
		this.byRoom.remove(membership.roomName());
		if (this.byRoom.size() == 1) {
			this.only = this.byRoom.values().iterator().next();
			this.byRoom = null;
		}
	}

	void clear() {
		this.only = null;
		this.byRoom = null;
	}

	int size() {
		if (this.byRoom != null) {
			return this.byRoom.size();
		}
		return (this.only != null) ? 1 : 0;
	}

	/**
	 * Returns those that are connected to their rooms, or those that are not.
	 */
	List<Membership> all(boolean connected) {
		List<Membership> found = new ArrayList<>();
		if (this.only != null && this.only.isConnected() == connected) {
			found.add(this.only);
		}
		if (this.byRoom != null) {
			this.byRoom.values().stream().filter((one) -> one.isConnected() == connected).forEach(found::add);
		}
		return found;
	}

}
