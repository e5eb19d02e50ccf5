package io.roomcast.ops;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which samples {@code /actuator/prometheus} holds, and which labels they have.
 */
final class Scrape {

	private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

	private final Map<String, Set<String>> labels = new HashMap<>();

	Scrape(String text) {
		Matcher samples = SAMPLE.matcher(text);
		while (samples.find()) {
			Set<String> known = this.labels.computeIfAbsent(samples.group(1), (name) -> new HashSet<>());
			if (samples.group(2) != null) {
				LABEL.matcher(samples.group(2)).results().forEach((label) -> known.add(label.group(1)));
			}
		}
	}

	/**
	 * Returns whether there is a meter of this name: a sample, or the samples of a
	 * histogram.
	 */
	boolean hasMeter(String name) {
		return this.labels.containsKey(name) || this.labels.containsKey(name + "_bucket");
	}

	/**
	 * Returns the names of all samples.
	 */
	Set<String> names() {
		return this.labels.keySet();
	}

	/**
	 * Returns the labels of a sample; none if there is no such sample.
	 */
	Set<String> labels(String name) {
		return this.labels.getOrDefault(name, Set.of());
	}

}
