package io.roomcast.engine.redis;

import io.roomcast.engine.Unavailable;

/**
 * An entry, or a claim on a nick, that waits to be published. What became of it is told
 * on a thread that holds no lock.
 */
abstract sealed class Queued permits QueuedMessage, QueuedJoin, QueuedLeave, QueuedReservation {

	/** The memory besides the payload. */
	private static final int OVERHEAD_BYTES = 128;

	private final long queuedNanos = System.nanoTime();

	private final byte[] payload;

	private final boolean expires;

	private boolean settled;

	/**
	 * Makes one that begins to wait now.
	 * @param payload what the other nodes are told
	 * @param expires whether it is given up if it cannot be published in time
	 */
	Queued(byte[] payload, boolean expires) {
		this.payload = payload;
		this.expires = expires;
	}

	final byte[] payload() {
		return this.payload;
	}

	final int bytes() {
		return OVERHEAD_BYTES + this.payload.length;
	}

	/**
	 * Returns for how long it has waited.
	 */
	final long ageNanos(long now) {
		return now - this.queuedNanos;
	}

	final boolean expires() {
		return this.expires;
	}

	/**
	 * Notes that its sender has been told what became of it.
	 * @return false if it had been already
	 */
	final boolean settle() {
		boolean first = !this.settled;
		this.settled = true;
		return first;
	}

	final boolean isSettled() {
		return this.settled;
	}

	/**
	 * Adds it to a call.
	 */
	abstract void addTo(PublishCall call);

	/**
	 * Tells its sender that it was given up.
	 */
	abstract void unavailable(Unavailable why);

}
