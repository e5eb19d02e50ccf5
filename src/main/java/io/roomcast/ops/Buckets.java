package io.roomcast.ops;

import java.time.Duration;

/**
 * The bounds of the buckets of our histograms. Unlike percentiles, buckets can be added
 * up over nodes; but each is a series of its own in Prometheus, so they are few.
 */
final class Buckets {

	/**
	 * From a delivery that is as fast as it can be to one that takes as long as a client
	 * may refuse to read. A step is at most 2.5 times the one before, so a quantile that
	 * is read between two of them is off by less.
	 */
	static final Duration[] OF_TIMES = { micros(100), micros(250), micros(500), millis(1), micros(2500), millis(5),
			millis(10), millis(25), millis(50), millis(100), millis(250), millis(500), millis(1000), millis(2500),
			millis(5000), millis(10_000) };

	/**
	 * From one to as many as go into one call.
	 */
	static final double[] OF_COUNTS = { 1, 2, 5, 10, 25, 50, 100, 250, 500, 1000 };

	private Buckets() {
	}

	private static Duration micros(long micros) {
		return Duration.ofNanos(1000 * micros);
	}

	private static Duration millis(long millis) {
		return Duration.ofMillis(millis);
	}

}
