package io.roomcast.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines of cells as Markdown, in columns that a terminal shows straight.
 */
final class Table {

	private final List<List<String>> lines = new ArrayList<>();

	Table(String... titles) {
		this.lines.add(List.of(titles));
	}

	/**
	 * Makes a table of all results: a line a figure of each scenario.
	 */
	static Table of(Results results) {
		Table table = new Table("scenario", "figure: median (spread)", Results.ROOMCAST, Results.NAIVE, "times better");
		for (Results.Line line : results.lines()) {
			Figure figure = line.figure();
			table.add(line.scenario(), figure.title(), figure.text(line.roomcast()), figure.text(line.naive()),
					figure.gain(line.roomcast(), line.naive()));
		}
		return table;
	}

	void add(String... cells) {
		this.lines.add(List.of(cells));
	}

	/**
	 * Returns the table below the facts that its figures depend on.
	 */
	String text(List<String> facts) {
		int[] widths = new int[this.lines.get(0).size()];
		for (List<String> line : this.lines) {
			Arrays.setAll(widths, (column) -> Math.max(widths[column], line.get(column).length()));
		}
		StringBuilder text = new StringBuilder();
		facts.forEach((line) -> text.append("- ").append(line).append('\n'));
		text.append('\n').append(text(this.lines.get(0), widths)).append("| --- ".repeat(widths.length)).append("|\n");
		this.lines.stream().skip(1).forEach((line) -> text.append(text(line, widths)));
		return text.toString();
	}

	private static String text(List<String> line, int[] widths) {
		StringBuilder text = new StringBuilder("|");
		for (int column = 0; column < widths.length; column++) {
			String cell = line.get(column);
			text.append(' ').append(cell).append(" ".repeat(widths[column] - cell.length())).append(" |");
		}
		return text.append('\n').toString();
	}

}
