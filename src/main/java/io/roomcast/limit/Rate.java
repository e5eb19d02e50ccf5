package io.roomcast.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

/**
 * How often something may happen, on average and at once.
 *
 * @param perSecond 0 for no limit
 */
record Rate(long perSecond, long burst) {

	private static final Duration SECOND = Duration.ofSeconds(1);

	boolean isLimited() {
		return this.perSecond > 0;
	}

	/**
	 * Makes a full bucket.
	 */
	Bucket bucket(TimeMeter clock) {
		return Bucket.builder()
			.addLimit(Bandwidth.builder().capacity(this.burst).refillGreedy(this.perSecond, SECOND).build())
			.withCustomTimePrecision(clock)
			.build();
	}

	/**
	 * Returns how long an empty bucket takes until it is full: one that was not touched
	 * for so long need not be kept.
	 */
	Duration refill() {
		return SECOND.plusSeconds(this.burst / this.perSecond);
	}

	/**
	 * Returns when what a bucket refused can be asked for again, in whole milliseconds.
	 */
	static Duration retryAfter(ConsumptionProbe refused) {
		return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(refused.getNanosToWaitForRefill()) + 1);
	}

	@Override
	public String toString() {
		return this.perSecond + " a second, " + this.burst + " at once";
	}

}
