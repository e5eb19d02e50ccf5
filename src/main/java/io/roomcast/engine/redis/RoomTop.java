package io.roomcast.engine.redis;

import java.util.Arrays;

import io.roomcast.fanout.Position;
import org.jspecify.annotations.Nullable;

/**
 * How far a room has come in Redis.
 *
 * @param epoch 0 if there is no such room
 * @param offset the offset of its last message
 * @param messageNonce the nonce of its last message
 * @param batch the number of its last published batch
 * @param batchNonce the nonce of that batch
 * @param presence the version of presence: the nonce of the batch that changed it last,
 * as after a rollback versions that count could be the same by chance
 * @param clients how many clients are in it
 * @param at Redis' time, in milliseconds since 1970, UTC
 */
record RoomTop(long epoch, long offset, long messageNonce, long batch, long batchNonce, long presence, int clients,
		long at) {

	/** What is known of a room of which nothing is known. */
	static final RoomTop NONE = new RoomTop(0, 0, 0, 0, 0, 0, 0, 0);

	private static final int FIELDS = 8;

	/**
	 * Returns the top that Redis answered.
	 * @throws IllegalArgumentException if it did not
	 */
	static RoomTop parse(@Nullable Object answer) {
		long[] fields = Arrays.stream(ScriptCall.text(answer).split(" ", -1)).mapToLong(Long::parseLong).toArray();
		if (fields.length != FIELDS) {
			throw new IllegalArgumentException("a top has " + fields.length + " fields, must have " + FIELDS);
		}
		return new RoomTop(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], (int) fields[6],
				fields[7]);
	}

	/**
	 * Returns the position of its last message.
	 */
	Position position() {
		return new Position(this.epoch, this.offset, this.messageNonce);
	}

	/**
	 * Returns whether there is such a room.
	 */
	boolean exists() {
		return this.epoch != 0;
	}

}
