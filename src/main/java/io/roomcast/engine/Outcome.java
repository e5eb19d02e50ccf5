package io.roomcast.engine;

import io.roomcast.fanout.Position;
import io.roomcast.fanout.StoredMessage;

/**
 * Hears what became of a message. One call at most; none if the sender had left, or the
 * service stops.
 */
public interface Outcome {

	/**
	 * Called when the message has got its position.
	 */
	void placed(StoredMessage message);

	/**
	 * Called when the same message was said under its id before.
	 * @param at when that was added, in milliseconds since 1970, UTC
	 */
	void repeated(Position position, long at);

	/**
	 * Called when another message was said under its id before.
	 */
	void idReused();

	/**
	 * Called when it was not said, and may be said again later.
	 */
	void unavailable(Unavailable why);

}
