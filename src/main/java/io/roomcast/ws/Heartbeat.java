package io.roomcast.ws;

/**
 * Tells when a peer last gave a sign of life, and when it was last sent one, in
 * nanoseconds of {@link System#nanoTime()}. One thread pings; any may call
 * {@link #seen()}.
 */
final class Heartbeat {

	private volatile long lastSeen = System.nanoTime();

	private long pingedAt = this.lastSeen;

	private long lastTold = this.lastSeen;

	void seen() {
		this.lastSeen = System.nanoTime();
	}

	long lastSeen() {
		return this.lastSeen;
	}

	/**
	 * Notes that something that the peer can see was written to it lately.
	 */
	void told(long now) {
		this.lastTold = now;
	}

	long lastTold() {
		return this.lastTold;
	}

	/**
	 * Notes that the peer was pinged.
	 * @param visibly whether it can see that
	 */
	void pinged(long now, boolean visibly) {
		this.pingedAt = now;
		this.lastTold = visibly ? now : this.lastTold;
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
