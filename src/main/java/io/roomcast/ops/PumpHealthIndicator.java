package io.roomcast.ops;

import java.time.Duration;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.PumpProgress;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells whether deliveries go on. A pass takes milliseconds, and nothing in it waits: one
 * that runs for many seconds does not end any more, so the node must be started anew.
 * Passes that wait for a thread are load, until they wait for very long.
 */
@Component
final class PumpHealthIndicator implements HealthIndicator {

	/** Longer than what a busy machine or a collection of garbage takes away. */
	private static final Duration MAX_PASS = Duration.ofSeconds(10);

	/** Longer than what any load would do that goes away by itself. */
	private static final Duration MAX_WAIT = Duration.ofMinutes(1);

	private final Engine engine;

	PumpHealthIndicator(Engine engine) {
		this.engine = engine;
	}

	@Override
	public Health health() {
		PumpProgress progress = this.engine.pumpProgress();
		Duration pass = progress.longestPass();
		Duration wait = progress.longestWait();
		boolean up = pass.compareTo(MAX_PASS) < 0 && wait.compareTo(MAX_WAIT) < 0;
		return (up ? Health.up() : Health.down()).withDetail("passMillis", pass.toMillis())
			.withDetail("waitMillis", wait.toMillis())
			.build();
	}

}
