package io.roomcast.engine;

import java.util.Map;

/**
 * Whether an engine can do its work now.
 *
 * @param name which engine it is
 * @param details what an operator wants to know of it, by name
 */
public record EngineHealth(String name, boolean up, Map<String, Object> details) {

	public EngineHealth {
		details = Map.copyOf(details);
	}

}
