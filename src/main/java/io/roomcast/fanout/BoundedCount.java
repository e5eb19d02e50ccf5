package io.roomcast.fanout;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts things of which there may be a number at most. It is raised only while it is
 * below its limit, in one step: of two that come at once, one gets the last of them. Any
 * thread may call.
 */
public final class BoundedCount {

	private final AtomicInteger count = new AtomicInteger();

	private final int limit;

	public BoundedCount(int limit) {
		this.limit = limit;
	}

	/**
	 * Counts one more, if there may be one more.
	 */
	public boolean tryIncrement() {
		int now = this.count.get();
		while (now < this.limit) {
			if (this.count.compareAndSet(now, now + 1)) {
				return true;
			}
			now = this.count.get();
		}
		return false;
	}

	/**
	 * Counts one more, even over the limit.
	 */
	public void increment() {
		this.count.incrementAndGet();
	}

	public void decrement() {
		this.count.decrementAndGet();
	}

	public int value() {
		return this.count.get();
	}

	/**
	 * Returns whether there may be no more.
	 */
	public boolean isFull() {
		return value() >= this.limit;
	}

}
