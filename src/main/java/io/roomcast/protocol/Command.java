package io.roomcast.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a client wants done.
 */
public sealed interface Command extends Decoded {

	/**
	 * Say a text to the room.
	 *
	 * @param text what is said
	 * @param id the sender's own name for this command, which comes back with the receipt
	 * or the refusal; null if it wants none
	 */
	record Say(String text, @Nullable String id) implements Command {
	}

	/**
	 * Send bytes to the room.
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Send(byte[] bytes) implements Command {
	}

}
