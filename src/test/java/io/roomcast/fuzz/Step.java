package io.roomcast.fuzz;

import java.util.function.Function;

/**
 * One thing that a client of the fuzz does. Immutable.
 */
sealed interface Step {

	/**
	 * Sends bytes, unless the server has ended the connection.
	 *
	 * @param bytes what to send, given what the client has received so far, each byte as
	 * one character
	 */
	record Send(Function<CharSequence, byte[]> bytes) implements Step {
	}

	/**
	 * Reads until the marker has come, which must happen.
	 *
	 * @param orEnd whether the end of the connection will do
	 */
	record Await(String marker, boolean orEnd) implements Step {
	}

	/**
	 * What needs nothing to be said about it.
	 */
	enum Plain implements Step {

		/** Reads until the server has ended the connection, which must happen. */
		AWAIT_END,

		/** Sends TCP FIN. */
		FINISH,

		/** Sends TCP RST. */
		RESET,

		/** Closes the socket, whatever has come and was not read. */
		LEAVE,

		/** Goes on with a connection of its own, while the one before stays open. */
		REOPEN

	}

}
