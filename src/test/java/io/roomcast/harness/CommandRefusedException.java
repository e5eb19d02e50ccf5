package io.roomcast.harness;

/**
 * The server did not carry a command out.
 */
public final class CommandRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CommandRefusedException(JsonEvent.Refused refused) {
		super(refused.code() + ": " + refused.message());
	}

}
