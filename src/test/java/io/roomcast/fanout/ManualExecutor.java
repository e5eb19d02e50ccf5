package io.roomcast.fanout;

import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * An executor that runs a task only when a test says so, on the thread that says it. Any
 * thread may add tasks and run them.
 */
public final class ManualExecutor extends AbstractExecutorService {

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private volatile boolean shutDown;

	/**
	 * Makes a hub whose passes and clean-ups this executor runs.
	 */
	Hub newHub(Limits limits) {
		return new Hub(this, limits, Clock.systemUTC(), this);
	}

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
	}

	int waiting() {
		return this.tasks.size();
	}

	/**
	 * Runs the task that has waited longest, which must exist.
	 */
	void runNext() {
		this.tasks.remove().run();
	}

	/**
	 * Runs the task that has waited longest, if there is one.
	 * @return whether there was one
	 */
	public boolean runNextIfAny() {
		Runnable next = this.tasks.poll();
		if (next != null) {
			next.run();
		}
		return next != null;
	}

	/**
	 * Runs all tasks, and those that they add.
	 */
	public void runAll() {
		boolean more = true;
		while (more) {
			more = runNextIfAny();
		}
	}

	@Override
	public void shutdown() {
		this.shutDown = true;
	}

	@Override
	public List<Runnable> shutdownNow() {
		shutdown();
		return List.of();
	}

	@Override
	public boolean isShutdown() {
		return this.shutDown;
	}

	@Override
	public boolean isTerminated() {
		return this.shutDown;
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return this.shutDown;
	}

}
