package io.roomcast.fanout;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory something takes on this node, and how much it may. Nothing is refused
 * here: whoever listens must see to it that less is taken. Any thread.
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
	 * Has a listener run each time that bytes are added and it is over its limit then.
	 * @param listener run by any thread, also one that holds locks: must neither block
	 * nor lock
	 */
	public void onOver(Runnable listener) {
		this.listener = listener;
	}

	/**
	 * Adds so many bytes, or takes them off again if negative.
	 */
	public void add(long change) {
		if (this.used.addAndGet(change) > this.limit && change > 0) {
			this.listener.run();
		}
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
	 * Whether there is room again, so that the next bytes are not over the limit at once.
	 */
	public boolean isEased() {
		return used() <= this.limit / 10 * 9;
	}

	/**
	 * Whether it is over by so much that whoever adds must make room itself, as nobody
	 * else was fast enough.
	 */
	boolean isExhausted() {
		return used() > this.limit + this.limit / 4;
	}

}
