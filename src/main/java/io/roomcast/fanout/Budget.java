package io.roomcast.fanout;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory something takes on this node, and how much it may take. Nothing is
 * refused here: it is for the listener to see that less is taken. Any thread may call.
 */
public final class Budget {

	private final AtomicLong used = new AtomicLong();

	private final long limit;

	private volatile Runnable listener = () -> {
	};

	/**
	 * Makes an unused budget.
	 * @param limit in bytes
	 */
	public Budget(long limit) {
		this.limit = limit;
	}

	/**
	 * Sets the listener that is run each time that bytes are added over the limit.
	 * @param listener run by any thread, also one that holds locks: must neither block
	 * nor lock
	 */
	public void onOver(Runnable listener) {
		this.listener = listener;
	}

	/**
	 * Adds a number of bytes, or subtracts them if it is negative.
	 */
	public void add(long change) {
		if (this.used.addAndGet(change) > this.limit && change > 0) {
			this.listener.run();
		}
	}

	public long limit() {
		return this.limit;
	}

	public long used() {
		return this.used.get();
	}

	/**
	 * Returns how many bytes must go until there is room again; none or fewer if it is
	 * not over its limit.
	 */
	public long excess() {
		return isOver() ? used() - this.limit / 10 * 9 : 0;
	}

	public boolean isOver() {
		return used() > this.limit;
	}

	/**
	 * Returns whether there is room again, so that the next bytes are not over the limit
	 * at once.
	 */
	public boolean isEased() {
		return used() <= this.limit / 10 * 9;
	}

	/**
	 * Returns whether the limit is exceeded by so much that the caller that adds must
	 * make room itself, as the listener was not fast enough.
	 */
	boolean isExhausted() {
		return used() > this.limit + this.limit / 4;
	}

}
