package io.roomcast.harness;

/**
 * Thrown when a server answers a handshake with another status than 101. The client API
 * keeps the status only: see {@link Handshake#attempt} for headers and body.
 */
public final class HandshakeRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	HandshakeRefusedException(String url, int status, Throwable cause) {
		super("handshake for " + url + " refused with status " + status, cause);
		this.status = status;
	}

	public int status() {
		return this.status;
	}

}
