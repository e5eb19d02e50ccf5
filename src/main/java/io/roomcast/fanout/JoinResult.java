package io.roomcast.fanout;

/**
 * How a subscriber joined its room.
 *
 * @param position the position after which its messages begin
 * @param recovered whether it gets all messages since the position that it gave
 * @param clients how many clients are in the room, this one included
 */
public record JoinResult(Position position, boolean recovered, int clients) {

	/**
	 * Encodes the first frames of a subscriber, which is in the room from now on. Called
	 * under the room's lock: must neither block nor take a lock.
	 */
	@FunctionalInterface
	public interface WelcomeEncoder {

		byte[] frames(JoinResult result);

	}

}
