package io.roomcast.harness;

/**
 * Thrown when the server did not carry out a command.
 */
public final class CommandRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CommandRefusedException(JsonEvent.Refused refused) {
		super(refused.code() + ": " + refused.message());
	}

}
