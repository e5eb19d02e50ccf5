package io.roomcast.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.roomcast.bench.load.Scenario;

/**
 * What to measure, from system properties: {@code bench.scenarios} (letters, or
 * {@code none}), {@code bench.rounds}, {@code bench.seconds}, {@code bench.jvm} (flags of
 * all that is measured), {@code bench.core} (a pattern of JMH, or {@code none}).
 */
final class Settings {

	private static final String NONE = "none";

	private static final Map<String, String> DEFAULTS = Map.of("scenarios", "A,B,C,D,E,F", "rounds", "3", "seconds",
			"4", "jvm", tunedFlags(), "core", ".*");

	List<Scenario> scenarios() {
		List<String> names = Arrays.asList(value("scenarios").toUpperCase(Locale.ROOT).split(","));
		return Scenario.ALL.stream().filter((scenario) -> names.contains(scenario.name())).toList();
	}

	int rounds() {
		return number("rounds");
	}

	/**
	 * Returns how long a scenario is measured.
	 */
	Duration measured() {
		return Duration.ofSeconds(number("seconds"));
	}

	List<String> jvm() {
		return List.of(value("jvm").strip().split("\\s+"));
	}

	boolean hasCore() {
		return !core().equals(NONE);
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

	private static String tunedFlags() {
		String flags = "-XX:+UseParallelGC -Xmn64m";
		return (Runtime.version().feature() >= 25) ? flags + " -XX:+UseCompactObjectHeaders" : flags;
	}

	private static int number(String key) {
		try {
			return Integer.parseInt(value(key));
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("bench." + key + " is '" + value(key) + "', not a number", ex);
		}
	}

	private static String value(String key) {
		// The build passes on every key, those without a value too.
		String given = System.getProperty("bench." + key, "");
		return given.isBlank() ? DEFAULTS.getOrDefault(key, "") : given;
	}

}
