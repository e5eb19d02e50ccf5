package io.roomcast.fanout;

/**
 * Where in a room's log a subscriber starts.
 */
public sealed interface Start {

	/** With what is said from now on. */
	Start NOW = new Now();

	/**
	 * Starts with the next message.
	 */
	record Now() implements Start {
	}

	/**
	 * Starts with the message after a position, if all after it are still kept; else with
	 * the next one.
	 */
	record After(Position position) implements Start {
	}

	/**
	 * Starts with the last messages.
	 *
	 * @param count how many at most; fewer if fewer are kept
	 */
	record Last(int count) implements Start {
	}

}
