package io.roomcast.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.roomcast.fanout.Traffic;
import io.roomcast.limit.ClientRates.Excess;
import org.jspecify.annotations.Nullable;

/**
 * What one client may send of one thing. What is refused fills a second bucket of the
 * same size: a client is refused as much as it may send, then it is stubborn. Any thread
 * may call.
 */
final class Allowance {

	private final Rate rate;

	private final String sentence;

	private final Traffic.Refused counted;

	private final TimeMeter clock;

	private final @Nullable Bucket allowed;

	private volatile @Nullable Bucket tolerated;

	/**
	 * Makes one that nothing was taken of.
	 * @param sentence says why more than that is refused
	 * @param counted as what a refusal is counted
	 */
	Allowance(Rate rate, String sentence, Traffic.Refused counted, TimeMeter clock) {
		this.rate = rate;
		this.sentence = sentence;
		this.counted = counted;
		this.clock = clock;
		this.allowed = rate.isLimited() ? rate.bucket(clock) : null;
	}

	/**
	 * Takes what is sent; all that there may be at once, if it is more than that.
	 * @return why it is refused; null if it is not
	 */
	@Nullable Excess take(long amount) {
		long taken = Math.min(amount, this.rate.burst());
		if (this.allowed == null || taken <= 0 || this.allowed.tryConsume(taken)) {
			return null;
		}
		ConsumptionProbe probe = this.allowed.tryConsumeAndReturnRemaining(taken);
		if (probe.isConsumed()) {
			return null;
		}
		return new Excess(this.sentence, this.counted, Rate.retryAfter(probe), !tolerated().tryConsume(taken));
	}

	// A client has one connection at a time, so two threads hardly ever come here.
	private Bucket tolerated() {
		Bucket current = this.tolerated;
		if (current == null) {
			current = this.rate.bucket(this.clock);
			this.tolerated = current;
		}
		return current;
	}

}
