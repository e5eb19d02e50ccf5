package io.roomcast.fanout;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the logs of all rooms take together. Any thread.
 */
final class Budget {

	private final AtomicLong used = new AtomicLong();

	private final long limit;

	private final Runnable whenOver;

	/**
	 * Makes an unused budget.
	 * @param limit in bytes
	 * @param whenOver run each time that bytes are added over the limit; must not block
	 */
	Budget(long limit, Runnable whenOver) {
		this.limit = limit;
		this.whenOver = whenOver;
	}

	void add(long change) {
		if (this.used.addAndGet(change) > this.limit && change > 0) {
			this.whenOver.run();
		}
	}

	long used() {
		return this.used.get();
	}

	boolean isOver() {
		return used() > this.limit;
	}

	/**
	 * Whether there is room again, so that the next bytes are not over the limit at once.
	 */
	boolean isEased() {
		return used() <= this.limit / 10 * 9;
	}

}
