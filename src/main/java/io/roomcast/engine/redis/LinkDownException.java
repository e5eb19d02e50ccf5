package io.roomcast.engine.redis;

/**
 * A command was not sent, as there is no connection to its server.
 */
final class LinkDownException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Makes one without a stack trace: there are many of them while Redis is away.
	 */
	LinkDownException(String server) {
		super("there is no connection to " + server, null, false, false);
	}

}
