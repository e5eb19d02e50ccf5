package io.roomcast.ops;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * The settings that decide which beans there are. With Spring AOT they are fixed when the
 * jar is built, so another value at the start would silently do nothing. None of them is
 * a secret.
 */
final class BuildTimeSettings {

	/** Where a jar with prepared beans keeps them. */
	static final String RESOURCE = "META-INF/roomcast-build-time-settings.properties";

	private static final List<ConfigurationPropertyName> SECTIONS = Stream
		.of("roomcast.engine", "management.endpoint", "management.endpoints", "management.health",
				"management.prometheus", "management.server", "server.forward-headers-strategy", "spring.autoconfigure",
				"spring.main", "spring.mvc", "spring.profiles", "spring.threads", "spring.web", "springdoc")
		.map(ConfigurationPropertyName::of)
		.toList();

	private BuildTimeSettings() {
	}

	/**
	 * Returns those that are given, by their names.
	 */
	static Map<String, String> of(Environment environment) {
		Map<String, String> settings = new TreeMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource keys) {
				keys.forEach((key) -> add(key, environment, settings));
			}
		}
		return settings;
	}

	private static void add(ConfigurationPropertyName key, Environment environment, Map<String, String> settings) {
		String value = environment.getProperty(key.toString(), "");
		boolean decides = SECTIONS.stream().anyMatch((section) -> section.equals(key) || section.isAncestorOf(key));
		if (decides && !value.isEmpty()) {
			settings.put(key.toString(), value);
		}
	}

	/**
	 * Returns what differs from the build; null if nothing does.
	 */
	static @Nullable String difference(Map<String, String> built, Map<String, String> started) {
		return Stream.concat(built.keySet().stream(), started.keySet().stream())
			.filter((key) -> !Objects.equals(built.get(key), started.get(key)))
			.map((key) -> key + " is " + shown(started.get(key)) + ", was " + shown(built.get(key))
					+ " when the jar was built")
			.findFirst()
			.orElse(null);
	}

	private static String shown(@Nullable String value) {
		return (value != null) ? value : "not given";
	}

}
