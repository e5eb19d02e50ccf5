package io.roomcast.chat;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits until a client that leaves has got, in each of its rooms, what was said before.
 * Any thread may call.
 */
final class Served implements Runnable {

	private final AtomicInteger expected = new AtomicInteger(1);

	private final Runnable action;

	/**
	 * Makes one that waits for a first call of {@link #run()}.
	 * @param action run once, on the thread of the last call
	 */
	Served(Runnable action) {
		this.action = action;
	}

	/**
	 * Makes one for which nothing waits.
	 */
	static Served ignored() {
		return new Served(() -> {
		});
	}

	/**
	 * Waits for one more call.
	 */
	void expect() {
		this.expected.incrementAndGet();
	}

	/**
	 * Counts one of those that it waits for.
	 */
	@Override
	public void run() {
		if (this.expected.decrementAndGet() == 0) {
			this.action.run();
		}
	}

}
