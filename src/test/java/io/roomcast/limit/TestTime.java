package io.roomcast.limit;

import java.time.Duration;

import io.github.bucket4j.TimeMeter;

/**
 * A clock that stands still until a test turns it.
 */
final class TestTime implements TimeMeter {

	private long nanos;

	void advance(Duration time) {
		this.nanos += time.toNanos();
	}

	@Override
	public long currentTimeNanos() {
		return this.nanos;
	}

	@Override
	public boolean isWallClockBased() {
		return false;
	}

}
