package io.roomcast.fanout;

/**
 * The position of a message in its room.
 *
 * @param epoch tells the room's logs apart: a room that was dropped and made again has
 * another one
 * @param offset the number of the message in that log, from 1 on; 0 is before the first
 * @param nonce tells two messages apart that got the same offset after a failover; 0
 * where one server orders alone, and where only the offset is known
 */
public record Position(long epoch, long offset, long nonce) {

	/** Stands where a message has no nonce, or it is not known. */
	public static final long NO_NONCE = 0;

}
