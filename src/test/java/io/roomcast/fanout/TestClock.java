package io.roomcast.fanout;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/**
 * A clock that tells the time that a test gives it, in UTC.
 */
final class TestClock extends Clock {

	private final Supplier<Instant> now;

	TestClock(Supplier<Instant> now) {
		this.now = now;
	}

	@Override
	public Instant instant() {
		return this.now.get();
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("always in UTC");
	}

}
