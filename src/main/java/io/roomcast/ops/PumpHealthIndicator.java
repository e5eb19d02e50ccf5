package io.roomcast.ops;

import java.time.Duration;

import io.roomcast.engine.Engine;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells whether deliveries go on. A pass takes milliseconds, and nothing in it waits: one
 * that runs for many seconds does not end any more, so the node must be started anew.
 */
@Component
final class PumpHealthIndicator implements HealthIndicator {

	/** Longer than what a busy machine or a collection of garbage takes away. */
	private static final Duration MAX_STALLED = Duration.ofSeconds(10);

	private final Engine engine;

	PumpHealthIndicator(Engine engine) {
		this.engine = engine;
	}

	@Override
	public Health health() {
		Duration stalled = this.engine.pumpProgress().stalled();
		Health.Builder builder = (stalled.compareTo(MAX_STALLED) < 0) ? Health.up() : Health.down();
		return builder.withDetail("stalledMillis", stalled.toMillis()).build();
	}

}
