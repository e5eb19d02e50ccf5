package io.roomcast.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 */
public sealed interface Command extends Decoded {

	/**
	 * Says a text to the room.
	 *
	 * @param text what is said
	 * @param id the sender's own id for this command, which the receipt or the refusal
	 * carries; null if it gave none
	 */
	record Say(String text, @Nullable String id) implements Command {
	}

	/**
	 * Sends bytes to the room.
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Send(byte[] bytes) implements Command {
	}

}
