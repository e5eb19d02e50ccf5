package io.roomcast.ops;

import java.util.Map;
import java.util.TreeMap;

import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineHealth;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/**
 * Tells which node this is and what it is made of. Nothing of it is a secret.
 */
@Component
final class EngineInfo implements InfoContributor {

	private final Engine engine;

	EngineInfo(Engine engine) {
		this.engine = engine;
	}

	@Override
	public void contribute(Info.Builder builder) {
		builder.withDetail("engine", engine());
		builder.withDetail("springBoot", Map.of("version", SpringBootVersion.getVersion()));
	}

	private Map<String, Object> engine() {
		EngineHealth health = this.engine.health();
		Map<String, Object> told = new TreeMap<>(Map.of("name", health.name()));
		Object node = health.details().get("node");
		if (node != null) {
			told.put("node", node);
		}
		return told;
	}

}
