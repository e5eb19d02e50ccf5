package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A timer that runs what is due, or will be, when a test says so, on the thread that says
 * it. What is to be repeated it never runs. Any thread may add tasks.
 */
final class ManualTimer extends AbstractExecutorService implements ScheduledExecutorService {

	private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();

	private final Queue<Runnable> delayed = new ConcurrentLinkedQueue<>();

	@Override
	public void execute(Runnable task) {
		this.due.add(task);
	}

	/**
	 * Runs the task that is due for longest.
	 * @return false if there is none
	 */
	boolean runDue() {
		return run(this.due);
	}

	/**
	 * Runs the task that was scheduled first.
	 * @return false if there is none
	 */
	boolean runDelayed() {
		return run(this.delayed);
	}

	private static boolean run(Queue<Runnable> tasks) {
		Runnable next = tasks.poll();
		if (next != null) {
			next.run();
		}
		return next != null;
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
		this.delayed.add(task);
		return new Scheduled<>();
	}

	@Override
	public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
		throw new UnsupportedOperationException("nobody schedules a callable");
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
		return new Scheduled<>();
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
		return new Scheduled<>();
	}

	@Override
	public void shutdown() {
		// It has no thread.
	}

	@Override
	public List<Runnable> shutdownNow() {
		return new ArrayList<>();
	}

	@Override
	public boolean isShutdown() {
		return false;
	}

	@Override
	public boolean isTerminated() {
		return false;
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return true;
	}

	/**
	 * Stands for a task that nobody waits for.
	 */
	private static final class Scheduled<V> extends CompletableFuture<V> implements ScheduledFuture<V> {

		@Override
		public long getDelay(TimeUnit unit) {
			return 0;
		}

		@Override
		public int compareTo(Delayed other) {
			return 0;
		}

	}

}
