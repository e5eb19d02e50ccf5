package io.roomcast.engine;

import java.util.List;
import java.util.Locale;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which engine the service works with.
 *
 * @param engine What orders messages and keeps them: "memory" for a single node, or
 * "redis" for any number of them.
 */
@ConfigurationProperties("roomcast")
record EngineProperties(@DefaultValue(EngineProperties.MEMORY) String engine) {

	static final String MEMORY = "memory";

	static final String REDIS = "redis";

	private static final List<String> KNOWN = List.of(MEMORY, REDIS);

	EngineProperties {
		if (!KNOWN.contains(engine.toLowerCase(Locale.ROOT))) {
			throw new IllegalArgumentException(
					"roomcast.engine is '" + engine + "', must be " + String.join(" or ", KNOWN));
		}
	}

}
