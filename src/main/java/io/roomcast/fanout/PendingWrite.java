package io.roomcast.fanout;

import org.jspecify.annotations.Nullable;

/**
 * A write that one subscriber's socket has yet to take, wholly or in part. Touched by the
 * room's pass only, but for {@link #heldBytes()}.
 */
final class PendingWrite {

	private boolean underWay;

	private boolean stalled;

	private int bytes;

	private volatile @Nullable Rendering pinned;

	boolean isUnderWay() {
		return this.underWay;
	}

	/**
	 * Begins to wait for another write to the same outlet.
	 */
	void await() {
		this.underWay = true;
	}

	/**
	 * Begins to wait for the socket.
	 */
	void begin() {
		this.underWay = true;
		this.stalled = true;
	}

	/**
	 * Keeps what the socket has yet to take.
	 * @param source what the bytes are a part of
	 * @param clients the budget to charge, unless something else keeps the source
	 */
	void keep(Rendering source, int bytes, Budget clients) {
		source.pin(clients);
		this.pinned = source;
		this.bytes = bytes;
	}

	/**
	 * Ends the wait.
	 */
	void end() {
		this.underWay = false;
	}

	/**
	 * Lets go of what was kept.
	 * @return how many bytes the socket had yet to take
	 */
	int release(Budget clients) {
		Rendering source = this.pinned;
		if (source != null) {
			this.pinned = null;
			source.unpin(clients);
		}
		int released = this.bytes;
		this.bytes = 0;
		return released;
	}

	/**
	 * Notes that the subscriber has got everything.
	 * @return whether it had to wait for its socket before that
	 */
	boolean caughtUp() {
		if (!this.stalled) {
			return false;
		}
		this.stalled = false;
		return true;
	}

	/**
	 * Returns how many bytes of memory it keeps. Any thread may call.
	 */
	long heldBytes() {
		Rendering source = this.pinned;
		return (source != null) ? source.share() : 0;
	}

}
