package io.roomcast.engine;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What all clients together may cost.
 *
 * @param memoryBudget how much memory what is held for single clients may take; 64 MB, or
 * an eighth of the heap if that is less, unless given
 */
@ConfigurationProperties("roomcast.client")
record ClientMemoryProperties(@Nullable DataSize memoryBudget) {

	ClientMemoryProperties {
		Memory.requireBudget("roomcast.client.memory-budget", memoryBudget);
	}

}
