package io.roomcast.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The medians as text: a line a server, and one that says how many times better than the
 * last server each is.
 */
public final class Table {

	private static final List<Figure> COLUMNS = List.of(Figure.DELIVERIES_PER_SECOND, Figure.P50_MILLIS,
			Figure.P99_MILLIS, Figure.P999_MILLIS, Figure.CPU_MICROS_PER_DELIVERY, Figure.LOAD_CORES,
			Figure.KB_PER_CONNECTION, Figure.CONNECT_SECONDS);

	private final Results results;

	private final List<List<String>> lines = new ArrayList<>();

	/**
	 * Makes a table.
	 * @param titles what the scenarios are about
	 */
	public Table(Results results, Map<String, String> titles) {
		this.results = results;
		List<String> head = new ArrayList<>(List.of("scenario", "server"));
		COLUMNS.forEach((figure) -> head.add(figure.title()));
		this.lines.add(head);
		for (String scenario : results.scenarios()) {
			add(scenario, scenario + " " + titles.getOrDefault(scenario, ""));
		}
	}

	public String text() {
		int[] widths = new int[this.lines.get(0).size()];
		for (List<String> line : this.lines) {
			Arrays.setAll(widths, (column) -> Math.max(widths[column], line.get(column).length()));
		}
		StringBuilder text = new StringBuilder();
		this.lines.forEach((line) -> text.append(text(line, widths)).append('\n'));
		return text.append("Times better than ")
			.append(this.results.yardstick())
			.append(" where it says x. Latency compares in E; in A to D it is the queue of a full window.\n")
			.toString();
	}

	private void add(String scenario, String title) {
		String lead = title;
		for (String server : this.results.servers()) {
			this.lines.add(line(lead, server, (figure) -> value(scenario, server, figure)));
			lead = "";
		}
		for (String server : this.results.servers()) {
			if (!server.equals(this.results.yardstick())) {
				this.lines.add(line("", server + " is", (figure) -> gain(scenario, server, figure)));
			}
		}
	}

	private String value(String scenario, String server, Figure figure) {
		OptionalDouble value = this.results.median(scenario, server, figure);
		return value.isPresent() ? figure.text(value.getAsDouble()) : "";
	}

	private String gain(String scenario, String server, Figure figure) {
		OptionalDouble gain = this.results.gain(scenario, server, figure);
		// What the load used is no merit of the server's.
		boolean said = gain.isPresent() && figure != Figure.LOAD_CORES;
		return said ? String.format(Locale.ROOT, "%.1fx", gain.getAsDouble()) : "";
	}

	private static List<String> line(String lead, String server, Function<Figure, String> cell) {
		List<String> line = new ArrayList<>(List.of(lead, server));
		COLUMNS.forEach((figure) -> line.add(cell.apply(figure)));
		return line;
	}

	private static String text(List<String> line, int[] widths) {
		StringBuilder text = new StringBuilder();
		for (int column = 0; column < widths.length; column++) {
			String format = (column < 2) ? "%-" + widths[column] + "s  " : "%" + widths[column] + "s  ";
			text.append(String.format(Locale.ROOT, format, line.get(column)));
		}
		return text.toString().stripTrailing();
	}

}
