package io.roomcast.ws;

/**
 * Tells when a peer last gave a sign of life, in nanoseconds of
 * {@link System#nanoTime()}. One thread pings; any may call {@link #seen()}.
 */
final class Heartbeat {

	private volatile long lastSeen = System.nanoTime();

	private long pingedAt = this.lastSeen;

	void seen() {
		this.lastSeen = System.nanoTime();
	}

	long lastSeen() {
		return this.lastSeen;
	}

	void pinged(long now) {
		this.pingedAt = now;
	}

	/**
	 * Returns whether a ping has been sent since the peer was last seen.
	 */
	boolean isPinged() {
		return this.pingedAt - this.lastSeen > 0;
	}

	long pingedAt() {
		return this.pingedAt;
	}

}
