package io.roomcast.chat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A set of names of rooms, as tokens name them: each exactly, or, with {@code *} at its
 * end, all names that begin so. Immutable.
 */
public final class RoomNames {

	private static final String REST = "*";

	private static final RoomNames ALL = of(List.of(REST));

	private static final RoomNames NONE = of(List.of());

	private final Set<String> exact;

	private final List<String> prefixes;

	private RoomNames(Set<String> exact, List<String> prefixes) {
		this.exact = exact;
		this.prefixes = prefixes;
	}

	/**
	 * Returns the names that match any of these patterns.
	 */
	public static RoomNames of(Collection<String> patterns) {
		Set<String> exact = patterns.stream()
			.filter((pattern) -> !pattern.endsWith(REST))
			.collect(Collectors.toUnmodifiableSet());
		List<String> prefixes = patterns.stream()
			.filter((pattern) -> pattern.endsWith(REST))
			.map((pattern) -> pattern.substring(0, pattern.length() - REST.length()))
			.toList();
		return new RoomNames(exact, prefixes);
	}

	/**
	 * Returns all names.
	 */
	public static RoomNames all() {
		return ALL;
	}

	/**
	 * Returns no name.
	 */
	public static RoomNames none() {
		return NONE;
	}

	/**
	 * Returns whether a name is among them.
	 */
	public boolean contains(String room) {
		if (this.exact.contains(room)) {
			return true;
		}
		for (String prefix : this.prefixes) {
			if (room.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
