package io.roomcast.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The rooms of a client, each with the cursor to come back with. Not thread-safe.
 */
final class Memberships {

	private static final Pattern DEFAULT_NICK = Pattern.compile("user_\\d+");

	private final Map<String, Membership> rooms = new LinkedHashMap<>();

	/**
	 * Adds a room that the client is about to join. Does nothing if it is in it.
	 */
	void expect(JsonCommand join) {
		this.rooms.putIfAbsent(Objects.requireNonNull(join.room()), new Membership(join));
	}

	/**
	 * Notes a welcome.
	 * @return whether the client was in the room before its connection was lost
	 */
	boolean welcome(JsonEvent.Welcome welcome) {
		Membership room = this.rooms.computeIfAbsent(welcome.room(), (name) -> new Membership(JsonCommand.join(name)));
		boolean returned = room.isLost;
		room.isHere = true;
		room.isLost = false;
		room.nick = welcome.nick();
		room.cursor = (room.cursor != null) ? room.cursor : welcome.cursor();
		return returned;
	}

	void move(String name, String cursor) {
		Membership room = this.rooms.get(name);
		if (room != null) {
			room.cursor = cursor;
		}
	}

	void remove(String name) {
		this.rooms.remove(name);
	}

	/**
	 * Removes a room if the client is not in it, as it was refused.
	 * @return whether it was removed
	 */
	boolean removeUnlessHere(@Nullable String name) {
		Membership room = this.rooms.get(name);
		return room != null && !room.isHere && this.rooms.remove(name, room);
	}

	/**
	 * Notes that the connection is lost, and that the client is in no room until it is
	 * welcome again.
	 */
	void lose() {
		this.rooms.values().forEach((room) -> {
			room.isHere = false;
			room.isLost = true;
		});
	}

	/**
	 * Returns whether a room was joined and lost, and has not been joined again yet.
	 */
	boolean isLost(@Nullable String name) {
		Membership room = this.rooms.get(name);
		return room != null && room.isLost;
	}

	boolean contains(String name) {
		return this.rooms.containsKey(name);
	}

	Set<String> names() {
		return Set.copyOf(this.rooms.keySet());
	}

	Set<String> nicks() {
		return this.rooms.values()
			.stream()
			.map((room) -> room.nick)
			.filter((nick) -> !nick.isEmpty())
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Returns the only room; null if there are more or none.
	 */
	@Nullable String only() {
		return (this.rooms.size() == 1) ? this.rooms.keySet().iterator().next() : null;
	}

	/**
	 * Returns the cursor in a room; null if the client was never welcome there.
	 */
	@Nullable String cursor(String name) {
		Membership room = this.rooms.get(name);
		return (room != null) ? room.cursor : null;
	}

	/**
	 * Returns the commands that lead back into all rooms but one.
	 * @param except the room that the URL leads into
	 * @param asNewClient whether the nicks have to be asked for again
	 */
	List<JsonCommand> joins(@Nullable String except, boolean asNewClient) {
		List<JsonCommand> joins = new ArrayList<>();
		this.rooms.forEach((name, room) -> {
			if (!name.equals(except)) {
				joins.add(room.joinAgain(asNewClient));
			}
		});
		return joins;
	}

	/**
	 * Returns the command that leads back into a room; nothing if the client is there, or
	 * has left it.
	 */
	Optional<JsonCommand> joinAgain(String name) {
		return Optional.ofNullable(this.rooms.get(name))
			.filter((room) -> !room.isHere)
			.map((room) -> room.joinAgain(false));
	}

	private static final class Membership {

		private final JsonCommand join;

		private String nick = "";

		private @Nullable String cursor;

		private boolean isHere;

		private boolean isLost;

		private Membership(JsonCommand join) {
			this.join = join;
		}

		/**
		 * Returns the first command again if it was never answered.
		 */
		private JsonCommand joinAgain(boolean asNewClient) {
			if (this.cursor == null) {
				return this.join;
			}
			JsonCommand again = JsonCommand.join(Objects.requireNonNull(this.join.room())).since(this.cursor);
			return (asNewClient && !DEFAULT_NICK.matcher(this.nick).matches()) ? again.as(this.nick) : again;
		}

	}

}
