package io.roomcast.fanout;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells whether the pump goes on, to whoever looks. Any thread may call; nothing blocks.
 */
public final class PumpProgress {

	// Two things can be wrong: a pass does not end, or no thread gets to the passes that
	// wait. For the first, each pass notes when it begins and ends to run. For the
	// second, each look leaves a task at the end of the queue, unless the one before is
	// still there. So rooms pay for two plain stores each pass, and for nothing in the
	// queue.

	private static final long NONE = 0;

	private final Executor executor;

	// All that were ever made: as many as ever ran at once.
	private final Collection<Pass> passes = new ConcurrentLinkedQueue<>();

	// Nanoseconds of System.nanoTime(), NONE for no task in the queue.
	private final AtomicLong waitingSince = new AtomicLong(NONE);

	PumpProgress(Executor executor) {
		this.executor = executor;
	}

	void add(Pass pass) {
		this.passes.add(pass);
	}

	/**
	 * Returns for how long the pass has run, without a pause, that has run longest.
	 */
	public Duration longestPass() {
		long now = System.nanoTime();
		long longest = 0;
		for (Pass pass : this.passes) {
			longest = Math.max(longest, since(pass.runningSince(), now));
		}
		return Duration.ofNanos(longest);
	}

	/**
	 * Returns for how long a task has waited for a thread since an earlier call, and
	 * leaves one to be seen by later calls.
	 */
	public Duration longestWait() {
		long now = System.nanoTime();
		long waited = since(this.waitingSince.get(), now);
		if (this.waitingSince.compareAndSet(NONE, nonZero(now))) {
			ask();
		}
		return Duration.ofNanos(waited);
	}

	private void ask() {
		try {
			this.executor.execute(() -> this.waitingSince.set(NONE));
		}
		catch (RejectedExecutionException ex) {
			// It is shut down: there is nothing to wait for.
			this.waitingSince.set(NONE);
		}
	}

	private static long since(long nanos, long now) {
		return (nanos != NONE) ? Math.max(0, now - nanos) : 0;
	}

	static long nonZero(long nanos) {
		return (nanos != NONE) ? nanos : 1;
	}

}
