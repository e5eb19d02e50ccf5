package io.roomcast.limit;

/**
 * Lets a connection be one of those that there may be. It is the same one for all
 * connections of an address, so that an idle client costs nothing here: whoever has got
 * it from {@link ConnectionLimits} as often gives it back as often.
 */
public final class ConnectionPermit {

	private final Runnable release;

	// Guarded by the limits.
	private int count;

	ConnectionPermit(Runnable release) {
		this.release = release;
	}

	/**
	 * Gives it back once. Any thread may call.
	 */
	public void release() {
		this.release.run();
	}

	int count() {
		return this.count;
	}

	/**
	 * Counts connections in or out.
	 */
	ConnectionPermit count(int change) {
		this.count += change;
		return this;
	}

}
