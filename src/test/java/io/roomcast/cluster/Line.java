package io.roomcast.cluster;

/**
 * What a client hears in a room. Immutable.
 */
sealed interface Line {

	/**
	 * A message.
	 *
	 * @param cursor empty if the client's protocol knows none
	 * @param text one that was said by one client, once
	 */
	record Message(String cursor, String text) implements Line {
	}

	/**
	 * The client was told that it may have missed something here.
	 */
	record Gap() implements Line {
	}

}
