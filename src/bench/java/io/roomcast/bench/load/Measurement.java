package io.roomcast.bench.load;

import java.time.Duration;

import org.HdrHistogram.Histogram;

/**
 * What one run gave. Deliveries count for the rate when they come within the measured
 * time, and for latency when their message was sent, or due, in it, however late they
 * come; faults count in the warm-up, too.
 */
public final class Measurement {

	private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

	private final Histogram latency = new Histogram(LONGEST_NANOS, 3);

	// The clock's origin is arbitrary, but does not wrap while a process lives.
	private long from = Long.MAX_VALUE;

	private long until = Long.MAX_VALUE;

	private long expected;

	private long delivered;

	private long deliveredBefore;

	private long deliveredWithin;

	private long misplaced;

	private long garbled;

	private long closed;

	Measurement() {
	}

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

	void misplace() {
		this.misplaced++;
	}

	void garble() {
		this.garbled++;
	}

	void close(int connections) {
		this.closed = connections;
	}

	boolean isComplete() {
		return this.delivered >= this.expected;
	}

	/**
	 * Returns how many messages reached a client within the measured time.
	 */
	public long deliveries() {
		return this.deliveredWithin;
	}

	public Duration elapsed() {
		return Duration.ofNanos(this.until - this.from);
	}

	public double latencyMillis(double percentile) {
		return this.latency.getValueAtPercentile(percentile) / 1e6;
	}

	public Faults faults() {
		return new Faults(this.expected - this.delivered, this.misplaced, this.garbled, this.closed);
	}

	/**
	 * What went wrong in a run; a server that causes any is not worth comparing.
	 *
	 * @param lost deliveries that never came
	 * @param misplaced deliveries that came again, or after a later one of the same
	 * sender
	 * @param garbled deliveries with a wrong name or text
	 * @param closed connections that the server ended, or that did not answer a ping
	 */
	public record Faults(long lost, long misplaced, long garbled, long closed) {

		public static final Faults NONE = new Faults(0, 0, 0, 0);

		public boolean areNone() {
			return equals(NONE);
		}

		public Faults plus(Faults other) {
			return new Faults(this.lost + other.lost, this.misplaced + other.misplaced, this.garbled + other.garbled,
					this.closed + other.closed);
		}

	}

}
