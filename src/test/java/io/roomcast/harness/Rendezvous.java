package io.roomcast.harness;

import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Lets two threads meet at one spot, round after round, each time a little earlier or
 * later. For one thread at a time, which is one of the two.
 */
public final class Rendezvous implements AutoCloseable {

	private static final int OVER = Integer.MAX_VALUE;

	private static final int SPINS = 400;

	/** Long enough for the other thread to come, if it has a processor of its own. */
	private static final int PATIENCE_SPINS = 2_000;

	private final Random random;

	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final AtomicInteger round = new AtomicInteger();

	private final AtomicInteger met = new AtomicInteger();

	private volatile Runnable action = () -> {
	};

	private volatile @Nullable RuntimeException thrown;

	/**
	 * Starts the other thread.
	 * @param random tells how much earlier or later they meet each time
	 */
	public Rendezvous(Random random) {
		this.random = random;
		this.thread.execute(this::eachRound);
	}

	/**
	 * Sets what the other thread does from the next round on.
	 */
	public Rendezvous other(Runnable action) {
		this.action = action;
		return this;
	}

	/**
	 * Runs an action on this thread at about the same time as the other thread runs its
	 * own, and returns when both are done.
	 */
	public void meet(Runnable own) {
		int number = this.round.incrementAndGet();
		for (int spins = this.random.nextInt(SPINS); spins > 0; spins--) {
			Thread.onSpinWait();
		}
		own.run();
		awaitAtLeast(number, this.met);
		RuntimeException failure = this.thrown;
		if (failure != null) {
			throw new IllegalStateException("the other thread failed in round " + number, failure);
		}
	}

	/**
	 * Returns how many rounds there were.
	 */
	public int rounds() {
		return this.round.get();
	}

	@Override
	public void close() {
		this.round.set(OVER);
		this.thread.shutdownNow();
	}

	private void eachRound() {
		for (int i = 1; awaitAtLeast(i, this.round) < OVER; i++) {
			try {
				this.action.run();
			}
			catch (RuntimeException ex) {
				this.thrown = ex;
			}
			this.met.set(i);
		}
	}

	/**
	 * Spins, so that both threads go on at once; on a machine with fewer processors than
	 * threads it lets the other one run.
	 * @return the number that the counter has reached
	 */
	private static int awaitAtLeast(int number, AtomicInteger counter) {
		int reached = counter.get();
		for (int spins = 1; reached < number; spins++) {
			if (spins % PATIENCE_SPINS == 0) {
				LockSupport.parkNanos(1);
			}
			Thread.onSpinWait();
			reached = counter.get();
		}
		return reached;
	}

}
