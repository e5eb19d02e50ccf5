package io.roomcast.fanout;

/**
 * How a subscriber joined its room.
 *
 * @param position the last message before it joined
 * @param recovered whether it gets all messages since the position that it gave
 * @param clients how many subscribers are in the room, this one included
 */
public record JoinResult(Position position, boolean recovered, int clients) {

	/**
	 * Encodes the first frames of a subscriber. Called under the room's lock: must
	 * neither block nor take a lock.
	 */
	@FunctionalInterface
	public interface WelcomeEncoder {

		byte[] frames(JoinResult result);

	}

}
