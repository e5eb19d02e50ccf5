package io.roomcast.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.context.annotation.Bean;

/**
 * Has the service in a time that a test sets. Not annotated, as other tests would find
 * it.
 */
class TestTime {

	@Bean
	Turned clock() {
		return new Turned();
	}

	/**
	 * The real time, but for what it was turned ahead.
	 */
	static final class Turned extends Clock {

		private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

		void turnAhead(Duration by) {
			this.ahead.set(by);
		}

		@Override
		public Instant instant() {
			return Instant.now().plus(this.ahead.get());
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException("it is used for instants only");
		}

	}

}
