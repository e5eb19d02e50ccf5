package io.roomcast.engine;

import java.time.Duration;

import io.roomcast.fanout.Hub;
import io.roomcast.fanout.Traffic;

/**
 * Something was not done, as the engine could not do it in time.
 *
 * @param sentence says what is not to be had
 * @param retryAfter when it is worth another try
 */
public record Unavailable(String sentence, Duration retryAfter) implements SayResult {

	/** Rooms go when their history is too old. */
	private static final Duration UNTIL_A_ROOM_GOES = Duration.ofSeconds(10);

	/**
	 * Refuses a room that does not exist, as there are as many as there may be, and
	 * counts that.
	 */
	public static Unavailable full(String room, Hub hub) {
		hub.traffic().addRefused(Traffic.Refused.ROOMS);
		return new Unavailable("room '" + room + "' cannot be made, as this node has " + hub.maxRooms()
				+ " rooms, limit " + hub.maxRooms(), UNTIL_A_ROOM_GOES);
	}

}
