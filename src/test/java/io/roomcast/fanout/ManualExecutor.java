package io.roomcast.fanout;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * An executor that runs what it was given when a test says so, on the test's thread.
 */
final class ManualExecutor implements Executor {

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
	}

	int waiting() {
		return this.tasks.size();
	}

	void runNext() {
		this.tasks.remove().run();
	}

	/**
	 * Runs everything, also what is added meanwhile.
	 */
	void runAll() {
		while (!this.tasks.isEmpty()) {
			runNext();
		}
	}

}
