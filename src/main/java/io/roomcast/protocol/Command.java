package io.roomcast.protocol;

/**
 * What a client wants done.
 */
public sealed interface Command {

	/**
	 * Say a text to the room.
	 */
	record Say(String text) implements Command {
	}

	/**
	 * Send bytes to the room.
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Send(byte[] bytes) implements Command {
	}

}
