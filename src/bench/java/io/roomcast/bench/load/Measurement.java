package io.roomcast.bench.load;

import java.time.Duration;

import org.HdrHistogram.Histogram;

/**
 * What one run gave.
 *
 * @param deliveries messages that reached a client within the measured time
 * @param elapsed the measured time
 * @param latency nanoseconds from when a message was sent, or due, to each of its
 * deliveries
 * @param faults what went wrong in the whole run, warm-up included
 */
public record Measurement(long deliveries, Duration elapsed, Histogram latency, Faults faults) {

	public double deliveriesPerSecond() {
		return this.deliveries * 1e9 / this.elapsed.toNanos();
	}

	public double latencyMillis(double percentile) {
		return this.latency.getValueAtPercentile(percentile) / 1e6;
	}

}
