package io.roomcast.chat;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Who is in which room under which nick, and the nicks that are held for somebody who is
 * about to join. Any thread.
 */
@Component
final class Roster {

	/** Most rooms are small. */
	private static final int INITIAL_CAPACITY = 4;

	private final ConcurrentMap<String, ConcurrentMap<String, Seat>> rooms = new ConcurrentHashMap<>();

	/**
	 * Holds a nick, unless somebody in the room has it already.
	 */
	boolean hold(String room, String nick) {
		boolean[] held = new boolean[1];
		change(room, (seats) -> held[0] = seats.putIfAbsent(nick, new Seat(null)) == null);
		return held[0];
	}

	void seat(String room, Conversation conversation) {
		change(room, (seats) -> seats.put(conversation.nick(), new Seat(conversation)));
	}

	void release(String room, String nick) {
		change(room, (seats) -> seats.remove(nick));
	}

	private void change(String room, Consumer<ConcurrentMap<String, Seat>> action) {
		this.rooms.compute(room, (name, found) -> {
			ConcurrentMap<String, Seat> seats = (found != null) ? found : new ConcurrentHashMap<>(INITIAL_CAPACITY);
			action.accept(seats);
			return seats.isEmpty() ? null : seats;
		});
	}

	@Nullable Conversation find(String room, String nick) {
		ConcurrentMap<String, Seat> seats = this.rooms.get(room);
		Seat seat = (seats != null) ? seats.get(nick) : null;
		return (seat != null) ? seat.conversation() : null;
	}

	/**
	 * Those who are in the room, in the order in which they came.
	 */
	List<Member> members(String room) {
		ConcurrentMap<String, Seat> seats = this.rooms.get(room);
		if (seats == null) {
			return List.of();
		}
		return seats.values()
			.stream()
			.flatMap((seat) -> Stream.ofNullable(seat.conversation()))
			.map((conversation) -> new Member(conversation.nick(), conversation.client()))
			.sorted(Comparator.comparingLong(Member::client))
			.toList();
	}

	/**
	 * A nick's place in a room.
	 *
	 * @param conversation null while the nick is only held
	 */
	private record Seat(@Nullable Conversation conversation) {
	}

}
