package io.roomcast.ops;

import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineHealth;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells whether the engine can do its work: a node whose engine cannot should get no new
 * clients. It need not be started anew, as the engine recovers by itself.
 */
@Component
final class EngineHealthIndicator implements HealthIndicator {

	private final Engine engine;

	EngineHealthIndicator(Engine engine) {
		this.engine = engine;
	}

	@Override
	public Health health() {
		EngineHealth health = this.engine.health();
		Health.Builder builder = health.up() ? Health.up() : Health.down();
		return builder.withDetail("name", health.name()).withDetails(health.details()).build();
	}

}
