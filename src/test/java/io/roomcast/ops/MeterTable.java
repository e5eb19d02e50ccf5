package io.roomcast.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of meters in OPERATIONS.md.
 */
final class MeterTable {

	private static final Path FILE = Path.of("src/docs/OPERATIONS.md");

	private static final Pattern ROW = Pattern
		.compile("(?m)^\\| `(roomcast\\.[\\w.]+)`<br>`(\\w+)` \\| (\\w+) \\| (.*?) \\| (.+?) \\| (.+?) \\|$");

	private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

	private final Map<String, Row> rows = new TreeMap<>();

	MeterTable() {
		try {
			Matcher matcher = ROW.matcher(Files.readString(FILE));
			while (matcher.find()) {
				this.rows.put(matcher.group(1), new Row(matcher.group(2), matcher.group(3), tags(matcher.group(4))));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads a cell such as {@code `outcome`: `lost`, `timeout`}.
	 */
	private static Map<String, Set<String>> tags(String cell) {
		List<String> quoted = QUOTED.matcher(cell).results().map((word) -> word.group(1)).toList();
		return quoted.isEmpty() ? Map.of() : Map.of(quoted.get(0), new TreeSet<>(quoted.subList(1, quoted.size())));
	}

	/**
	 * Returns the rows by the names of their meters.
	 */
	Map<String, Row> rows() {
		return this.rows;
	}

	/**
	 * What the table says of a meter.
	 */
	record Row(String prometheus, String type, Map<String, Set<String>> tags) {

	}

}
