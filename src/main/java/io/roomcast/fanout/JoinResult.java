package io.roomcast.fanout;

/**
 * How a subscriber came into its room.
 *
 * @param position the last message that was said before
 * @param recovered whether all that was said since the position it brought follows
 * @param clients how many are in the room, this one included
 */
public record JoinResult(Position position, boolean recovered, int clients) {

	/**
	 * Makes the first frames of a subscriber, when it is clear how it came. Called under
	 * the room's lock: must neither block nor lock.
	 */
	@FunctionalInterface
	public interface WelcomeEncoder {

		byte[] frames(JoinResult joined);

	}

}
