package io.roomcast.fanout;

/**
 * The frames of an entry as one side sees them in one format. Its entry keeps it while
 * the entry is live; a socket that took a part of it pins it until it has taken the rest.
 * Its bytes are charged to the live budget while it is kept, after that to the clients'
 * budget while it is pinned: once, however many sockets pin it. Any thread may call.
 */
final class Rendering {

	/** The memory besides the frames: this object and the array's header. */
	private static final int OVERHEAD_BYTES = 48;

	private final byte[] frames;

	// Guarded by this.
	private boolean kept;

	private int pins;

	Rendering(byte[] frames) {
		this.frames = frames;
	}

	byte[] frames() {
		return this.frames;
	}

	int length() {
		return this.frames.length;
	}

	/**
	 * Returns how many bytes of memory it takes at most.
	 */
	long weight() {
		return (this.frames.length > 0) ? this.frames.length + OVERHEAD_BYTES : 0;
	}

	synchronized void keep(Budgets budgets) {
		this.kept = true;
		budgets.live().add(weight());
	}

	synchronized void letGo(Budgets budgets) {
		this.kept = false;
		if (this.pins > 0) {
			budgets.clients().add(weight());
		}
		budgets.live().add(-weight());
	}

	synchronized void pin(Budget clients) {
		this.pins++;
		if (this.pins == 1 && !this.kept) {
			clients.add(weight());
		}
	}

	synchronized void unpin(Budget clients) {
		this.pins--;
		if (this.pins == 0 && !this.kept) {
			clients.add(-weight());
		}
	}

	/**
	 * Returns how many bytes it costs for each socket that pins it.
	 */
	synchronized long share() {
		return this.kept ? 0 : weight() / Math.max(1, this.pins);
	}

}
