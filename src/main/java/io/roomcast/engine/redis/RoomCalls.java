package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Makes the calls that read a room.
 */
record RoomCalls(RoomKeys keys) {

	/** The bound of a range that has none. */
	private static final String FIRST = "-";

	private static final String LAST = "+";

	/**
	 * Reads messages forwards, the first ones of a range.
	 * @param from the first offset
	 * @param limit how many at most; none for 0
	 * @param known what the caller knows of the room, with who is in it; null for nothing
	 */
	ScriptCall<RoomRead> read(long from, int limit, @Nullable RoomTop known) {
		return read("XRANGE", Long.toString(from), LAST, limit, known);
	}

	/**
	 * Reads messages backwards, the last ones of a range.
	 * @param to the last offset; {@link Long#MAX_VALUE} for the last message
	 * @param limit how many at most; none for 0
	 * @param known what the caller knows of the room, with who is in it; null for nothing
	 */
	ScriptCall<RoomRead> readBack(long to, int limit, @Nullable RoomTop known) {
		return read("XREVRANGE", (to == Long.MAX_VALUE) ? LAST : Long.toString(to), FIRST, limit, known);
	}

	/**
	 * Keeps the room from expiring, without its history, and reads its top.
	 */
	ScriptCall<RoomTop> touch(Duration keep) {
		return ScriptCall.of(Script.TOUCH, List.of(this.keys.log(), this.keys.clients()), List.of(keep.toMillis()),
				RoomTop::parse);
	}

	private ScriptCall<RoomRead> read(String command, String from, String to, int limit, @Nullable RoomTop known) {
		return ScriptCall.of(
				Script.READ, List.of(this.keys.log(), this.keys.messages(), this.keys.clients()), List.of(command, from,
						to, limit, (known != null) ? known.epoch() : "", (known != null) ? known.presence() : ""),
				RoomRead::parse);
	}

}
