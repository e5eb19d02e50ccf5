package io.roomcast.engine.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Why nothing was done for an entry of a batch.
 */
sealed interface Undone {

	/**
	 * Returns what a detail of a publish call's answer says.
	 * @throws IllegalArgumentException if it says nothing known
	 */
	static Undone parse(byte[] detail) {
		int lineEnd = 0;
		while (lineEnd < detail.length && detail[lineEnd] != '\n') {
			lineEnd++;
		}
		String[] fields = new String(detail, 0, lineEnd, StandardCharsets.UTF_8).split(" ", -1);
		return switch (fields[0]) {
			case "known" -> new Known(Place.parse(fields));
			case "reused" -> new Reused();
			case "answered" ->
				new Answered(Place.parse(fields), Arrays.copyOfRange(detail, lineEnd + 1, detail.length));
			case "held" -> new Held(fields[1]);
			case "taken" -> new Taken(fields[1]);
			case "none" -> new Nothing();
			default -> throw new IllegalArgumentException("there is no detail " + fields[0]);
		};
	}

	/**
	 * The sender's id was used for this message already.
	 */
	record Known(Place place) implements Undone {
	}

	/**
	 * The sender's id was used for another message.
	 */
	record Reused() implements Undone {
	}

	/**
	 * The idempotency key was used for this message already.
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Answered(Place place, byte[] payload) implements Undone {
	}

	/**
	 * The client is in the room with another nick.
	 */
	record Held(String nick) implements Undone {
	}

	/**
	 * The nick is held or reserved with another token.
	 */
	record Taken(String token) implements Undone {
	}

	/**
	 * There was nothing to leave or to release.
	 */
	record Nothing() implements Undone {
	}

	/**
	 * The position of a message, and when it got it.
	 */
	record Place(long epoch, long offset, long nonce, long at) {

		private static Place parse(String[] fields) {
			return new Place(Long.parseLong(fields[1]), Long.parseLong(fields[2]), Long.parseLong(fields[3]),
					Long.parseLong(fields[4]));
		}

	}

}
