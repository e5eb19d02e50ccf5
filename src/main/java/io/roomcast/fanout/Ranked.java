package io.roomcast.fanout;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A room and its rank at one moment. Rooms are sorted by such a snapshot, as what they
 * are ranked by changes meanwhile.
 */
record Ranked(Room room, long rank) {

	static List<Ranked> ascending(Collection<Room> rooms, ToLongFunction<Room> rank) {
		return rooms.stream()
			.map((room) -> new Ranked(room, rank.applyAsLong(room)))
			.sorted(Comparator.comparingLong(Ranked::rank))
			.toList();
	}

}
