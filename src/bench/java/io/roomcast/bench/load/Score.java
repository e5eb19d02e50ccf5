package io.roomcast.bench.load;

import java.time.Duration;

import org.HdrHistogram.Histogram;

/**
 * The counts of one run. Deliveries count for the rate when they come within the measured
 * time, and for latency when their message was due in it, however late they come.
 */
final class Score {

	private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

	private final Histogram latency = new Histogram(LONGEST_NANOS, 3);

	private long from = Long.MAX_VALUE;

	private long until = Long.MAX_VALUE;

	private long expected;

	private long delivered;

	private long deliveredBefore;

	private long deliveredWithin;

	private long repeated;

	private long disordered;

	private long garbled;

	/**
	 * The measured time begins. The clock's origin is arbitrary, but does not wrap while
	 * a process lives.
	 */
	void begin(long now) {
		this.from = now;
		this.deliveredBefore = this.delivered;
	}

	void end(long now) {
		this.until = now;
		this.deliveredWithin = this.delivered - this.deliveredBefore;
	}

	void expect(int deliveries) {
		this.expected += deliveries;
	}

	void deliver(long due, long now) {
		this.delivered++;
		if (due >= this.from && due < this.until) {
			this.latency.recordValue(Math.min(now - due, LONGEST_NANOS));
		}
	}

	void repeated() {
		this.repeated++;
	}

	void disordered() {
		this.disordered++;
	}

	void garbled() {
		this.garbled++;
	}

	long delivered() {
		return this.delivered;
	}

	boolean isComplete() {
		return this.delivered >= this.expected;
	}

	/**
	 * Sums up.
	 * @param closed connections that the server ended
	 */
	Measurement result(int closed) {
		return new Measurement(this.deliveredWithin, Duration.ofNanos(this.until - this.from), this.latency,
				new Faults(this.expected - this.delivered, this.repeated, this.disordered, this.garbled, closed));
	}

}
