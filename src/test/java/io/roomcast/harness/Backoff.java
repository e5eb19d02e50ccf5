package io.roomcast.harness;

import java.time.Duration;
import java.util.Random;

/**
 * Computes how long to wait before the next attempt: exponential back-off with full
 * jitter, so that the clients of a server that was down do not all return at once. Not
 * thread-safe.
 */
public final class Backoff {

	private static final Duration BASE = Duration.ofMillis(20);

	private static final Duration CAP = Duration.ofSeconds(1);

	private final Random random;

	private final long baseMillis;

	private final long capMillis;

	private int attempt;

	/**
	 * Makes a back-off that has not waited yet.
	 * @param base the longest that the first wait may be
	 * @param cap the longest that any wait may be
	 */
	public Backoff(Random random, Duration base, Duration cap) {
		this.random = random;
		this.baseMillis = base.toMillis();
		this.capMillis = cap.toMillis();
	}

	/**
	 * Makes a back-off that suits a server on this machine.
	 */
	public static Backoff seeded(long seed) {
		return new Backoff(new Random(seed), BASE, CAP);
	}

	/**
	 * Returns a random time from nothing to the base, which is doubled with each wait, up
	 * to the cap.
	 */
	public Duration next() {
		long longest = (this.attempt < Long.numberOfLeadingZeros(this.baseMillis) - 1)
				? Math.min(this.capMillis, this.baseMillis << this.attempt) : this.capMillis;
		this.attempt++;
		return Duration.ofMillis((long) (this.random.nextDouble() * (longest + 1)));
	}

	/**
	 * Starts again with the first wait, as an attempt went well.
	 */
	public void reset() {
		this.attempt = 0;
	}

}
