package io.roomcast.engine.redis;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.redis.EngineSimulation.Faults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Simulates nodes for a while. For longer with {@code -Droomcast.simulation=<seconds>}.
 */
class EngineSimulationTests {

	private static final String LENGTH = "roomcast.simulation";

	private static final int STEPS = 1200;

	private final long seed = Long.getLong("roomcast.seed", new Random().nextLong());

	@ParameterizedTest
	@EnumSource
	void nodesAgreeInTheEnd(Faults faults) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong(LENGTH, 1));
		for (long next = this.seed; next == this.seed || System.nanoTime() - end < 0; next++) {
			EngineSimulation simulation = new EngineSimulation(next, faults);

			assertThat(simulation.run(STEPS)).as("seed %d, %s", next, simulation.log()).isEmpty();
		}
	}

}
