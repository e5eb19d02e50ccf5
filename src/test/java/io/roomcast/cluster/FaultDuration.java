package io.roomcast.cluster;

import java.time.Duration;

/**
 * How long faults last: as long as the table of faults says with {@code -Pfaults}, and
 * otherwise no longer than it takes to be one.
 */
final class FaultDuration {

	/** Set to {@value #FULL} by the profile. */
	static final String PROPERTY = "faults";

	static final String FULL = "full";

	private FaultDuration() {
	}

	static Duration of(Duration full, Duration least) {
		return isFull() ? full : least;
	}

	/**
	 * Returns whether they last as long as the table says.
	 */
	static boolean isFull() {
		return FULL.equals(System.getProperty(PROPERTY));
	}

}
