package io.roomcast.protocol;

/**
 * What a client is told.
 */
public sealed interface Event {

	/**
	 * The client is in and has this name.
	 */
	record Welcome(String nick) implements Event {
	}

	/**
	 * Somebody came.
	 */
	record Joined(String nick) implements Event {
	}

	/**
	 * Somebody is gone.
	 */
	record Left(String nick) implements Event {
	}

	/**
	 * Somebody said something.
	 */
	record Message(String nick, String text) implements Event {
	}

	/**
	 * What the client itself said has its place in the room's order.
	 */
	record Echo(String text) implements Event {
	}

}
