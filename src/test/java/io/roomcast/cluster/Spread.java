package io.roomcast.cluster;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Counts times by the tenth of a window that they are in; all that are later, in one
 * more. Immutable.
 */
final class Spread {

	private static final int TENTHS = 10;

	private final long[] counts = new long[TENTHS + 1];

	/**
	 * Counts times.
	 * @param times in nanoseconds since the window began
	 */
	Spread(Duration window, LongStream times) {
		times.forEach((time) -> this.counts[(int) Math.min(TENTHS, time * TENTHS / window.toNanos())]++);
	}

	/**
	 * Returns how many times there are.
	 */
	long total() {
		return LongStream.of(this.counts).sum();
	}

	/**
	 * Returns how many of a hundred are in the fullest tenth.
	 */
	long mostPercent() {
		return LongStream.of(this.counts).max().orElseThrow() * 100 / Math.max(1, total());
	}

	/**
	 * Returns the counts as cells of a table.
	 */
	String toCells() {
		return LongStream.of(this.counts).mapToObj(Long::toString).collect(Collectors.joining(" | "));
	}

}
