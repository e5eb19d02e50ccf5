package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Makes the calls that read a room.
 */
record RoomCalls(RoomKeys keys) {

	/**
	 * Reads messages.
	 * @param from the first offset
	 * @param limit how many at most; none for 0
	 * @param known what the caller knows of the room, with who is in it; null for nothing
	 */
	ScriptCall<RoomRead> read(long from, int limit, @Nullable RoomTop known) {
		return ScriptCall.of(Script.READ, List.of(this.keys.log(), this.keys.messages(), this.keys.clients()),
				List.of(from, limit, (known != null) ? known.epoch() : "", (known != null) ? known.presence() : ""),
				RoomRead::parse);
	}

	/**
	 * Keeps the room from expiring, without its history, and reads its top.
	 */
	ScriptCall<RoomTop> touch(Duration keep) {
		return ScriptCall.of(Script.TOUCH, List.of(this.keys.log(), this.keys.clients()), List.of(keep.toMillis()),
				RoomTop::parse);
	}

}
