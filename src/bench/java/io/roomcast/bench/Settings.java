package io.roomcast.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.roomcast.bench.load.Scenario;

/**
 * What to measure, from system properties: {@code bench.scenarios} (letters, or
 * {@code none}), {@code bench.rounds}, {@code bench.warmup} and {@code bench.seconds},
 * {@code bench.jvm} (flags of both servers), {@code bench.core} (a pattern of JMH, or
 * {@code none}).
 */
final class Settings {

	private static final String NONE = "none";

	private static final Map<String, String> DEFAULTS = Map.of("scenarios", "A,B,C,D,E,F", "rounds", "3", "warmup", "5",
			"seconds", "4", "jvm", "", "core", ".*", "target", "target/bench", "jar", "");

	private final Map<String, String> values = new TreeMap<>(DEFAULTS);

	Settings() {
		this.values.replaceAll((key, value) -> {
			// The build passes on every key, those without a value too.
			String given = System.getProperty("bench." + key, "");
			return given.isBlank() ? value : given;
		});
	}

	List<Scenario> scenarios() {
		List<String> names = Arrays.asList(value("scenarios").toUpperCase(Locale.ROOT).split(","));
		return Scenario.ALL.stream().filter((scenario) -> names.contains(scenario.name())).toList();
	}

	int rounds() {
		return number("rounds");
	}

	/**
	 * How long a server is under load before the first scenario of a round.
	 */
	Duration warmup() {
		return Duration.ofSeconds(number("warmup"));
	}

	/**
	 * How long a scenario is measured.
	 */
	Duration measured() {
		return Duration.ofSeconds(number("seconds"));
	}

	List<String> jvm() {
		return Arrays.stream(value("jvm").split(" ")).filter((flag) -> !flag.isBlank()).toList();
	}

	boolean hasCore() {
		return !value("core").equals(NONE);
	}

	String core() {
		return value("core");
	}

	Path target() {
		return Path.of(value("target"));
	}

	Path jar() {
		return Path.of(value("jar"));
	}

	Map<String, String> asMap() {
		// Where it lay says nothing about the measurement.
		return this.values.entrySet()
			.stream()
			.filter((entry) -> !List.of("target", "jar").contains(entry.getKey()))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private int number(String key) {
		try {
			return Integer.parseInt(value(key));
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("bench." + key + " is '" + value(key) + "', not a number", ex);
		}
	}

	private String value(String key) {
		return this.values.getOrDefault(key, "");
	}

}
