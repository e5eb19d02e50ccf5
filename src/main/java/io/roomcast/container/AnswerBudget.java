package io.roomcast.container;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes of answers that clients have yet to read. Any thread may call.
 */
final class AnswerBudget {

	private final long limit;

	private final AtomicLong held = new AtomicLong();

	AnswerBudget(long limit) {
		this.limit = limit;
	}

	long limit() {
		return this.limit;
	}

	/**
	 * Counts bytes in.
	 * @return whether all are still within the limit; they are counted in any case
	 */
	boolean take(int bytes) {
		return this.held.addAndGet(bytes) <= this.limit;
	}

	void giveBack(long bytes) {
		this.held.addAndGet(-bytes);
	}

}
