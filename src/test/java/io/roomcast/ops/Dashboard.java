package io.roomcast.ops;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dashboard of the documentation: which meters its queries name, with which labels.
 * Every meter in a query must have braces, so that it can be told from a function.
 */
final class Dashboard {

	private static final Path FILE = Path.of("src/docs/grafana.json");

	private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");

	private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without) \\(([^)]*)\\)");

	private static final Pattern OTHER_NAME = Pattern.compile("[a-zA-Z_]\\w*(?!\\w|\\s*\\()");

	private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");

	private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");

	private final List<Use> uses = new ArrayList<>();

	private final List<String> unread = new ArrayList<>();

	Dashboard() {
		JsonNode root = JsonMapper.shared().readTree(FILE);
		root.get("panels").findValuesAsString("expr").forEach(this::addQuery);
		for (JsonNode variable : root.get("templating").get("list")) {
			if (variable.get("type").asString().equals("query")) {
				addVariable(variable.get("query").get("query").asString());
			}
		}
	}

	private void addQuery(String query) {
		Set<String> grouped = new HashSet<>();
		GROUPING.matcher(query).results().forEach((by) -> grouped.addAll(List.of(by.group(1).split(",\\s*"))));
		Matcher selectors = SELECTOR.matcher(query);
		while (selectors.find()) {
			Set<String> labels = new HashSet<>(grouped);
			MATCHER.matcher(selectors.group(2)).results().forEach((label) -> labels.add(label.group(1)));
			this.uses.add(new Use(query, selectors.group(1), labels));
		}
		String rest = GROUPING.matcher(SELECTOR.matcher(query).replaceAll("")).replaceAll("(");
		OTHER_NAME.matcher(RANGE.matcher(rest).replaceAll(""))
			.results()
			.forEach((name) -> this.unread.add(name.group() + " in " + query));
	}

	private void addVariable(String query) {
		Matcher values = LABEL_VALUES.matcher(query);
		if (values.matches()) {
			this.uses.add(new Use(query, values.group(1), Set.of(values.group(2))));
		}
		else {
			this.unread.add(query);
		}
	}

	/**
	 * Returns each naming of a meter.
	 */
	List<Use> uses() {
		return this.uses;
	}

	/**
	 * Returns what could not be told to be a meter or a function.
	 */
	List<String> unread() {
		return this.unread;
	}

	/**
	 * A meter that a query names.
	 */
	record Use(String query, String meter, Set<String> labels) {

	}

}
