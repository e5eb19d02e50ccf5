package io.roomcast.chat;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.roomcast.protocol.Member;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells which clients are in which room under which nick, and which nicks are reserved
 * for clients about to join. Any thread may call.
 */
@Component
final class Presence {

	/** Most rooms are small. */
	private static final int INITIAL_CAPACITY = 4;

	private final ConcurrentMap<String, ConcurrentMap<String, Holder>> rooms = new ConcurrentHashMap<>();

	/**
	 * Reserves a nick in a room.
	 * @return false if it is reserved or in use already
	 */
	boolean reserve(String room, String nick) {
		boolean[] held = new boolean[1];
		change(room, (holders) -> held[0] = holders.putIfAbsent(nick, new Holder(null)) == null);
		return held[0];
	}

	/**
	 * Notes that a client is in a room from now on.
	 */
	void add(Membership membership) {
		change(membership.roomName(), (holders) -> holders.put(membership.member().nick(), new Holder(membership)));
	}

	/**
	 * Frees a nick in a room.
	 */
	void remove(String room, String nick) {
		change(room, (holders) -> holders.remove(nick));
	}

	private void change(String room, Consumer<ConcurrentMap<String, Holder>> action) {
		this.rooms.compute(room, (name, found) -> {
			ConcurrentMap<String, Holder> holders = (found != null) ? found : new ConcurrentHashMap<>(INITIAL_CAPACITY);
			action.accept(holders);
			return holders.isEmpty() ? null : holders;
		});
	}

	@Nullable Membership find(String room, String nick) {
		ConcurrentMap<String, Holder> holders = this.rooms.get(room);
		Holder holder = (holders != null) ? holders.get(nick) : null;
		return (holder != null) ? holder.membership() : null;
	}

	/**
	 * Returns clients in a room, in the order in which they first connected.
	 * @param limit how many at most; if there are more, it is open which
	 */
	List<Member> members(String room, int limit) {
		ConcurrentMap<String, Holder> holders = this.rooms.get(room);
		if (holders == null) {
			return List.of();
		}
		return holders.values()
			.stream()
			.flatMap((holder) -> Stream.ofNullable(holder.membership()))
			.limit(limit)
			.map(Membership::member)
			.sorted(Comparator.comparingLong(Member::client))
			.toList();
	}

	/**
	 * Who holds a nick in a room.
	 *
	 * @param membership null while the nick is only reserved
	 */
	private record Holder(@Nullable Membership membership) {
	}

}
