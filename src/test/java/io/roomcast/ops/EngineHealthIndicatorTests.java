package io.roomcast.ops;

import java.util.Map;

import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineHealth;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class EngineHealthIndicatorTests {

	private final Engine engine = mock();

	@Test
	void engineThatCannotWorkIsDown() {
		given(this.engine.health()).willReturn(new EngineHealth("redis", false, Map.of("commands", "disconnected")));

		Health health = new EngineHealthIndicator(this.engine).health();

		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsOnly(entry("name", "redis"), entry("commands", "disconnected"));
	}

}
