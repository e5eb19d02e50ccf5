package io.roomcast.engine.redis;

import java.util.List;

import io.roomcast.fanout.Position;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a room, all at one moment.
 *
 * @param messages in the order that they were asked for in
 * @param presence null if it is what the caller knows
 */
record RoomRead(RoomTop top, List<KeptMessage> messages, @Nullable RoomPresence presence) {

	static RoomRead parse(@Nullable Object answer) {
		if (!(answer instanceof List<?> parts)) {
			throw new IllegalArgumentException("no room but " + answer);
		}
		List<KeptMessage> messages = ((List<?>) parts.get(1)).stream()
			.map((entry) -> KeptMessage.parse((List<?>) entry))
			.toList();
		return new RoomRead(RoomTop.parse(parts.get(0)), messages,
				(parts.get(2) instanceof List<?> hash) ? RoomPresence.parse(hash) : null);
	}

	/**
	 * Returns the position of one of its messages.
	 */
	Position position(KeptMessage message) {
		return new Position(this.top.epoch(), message.offset(), message.nonce());
	}

}
