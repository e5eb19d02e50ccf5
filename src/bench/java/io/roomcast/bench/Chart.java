package io.roomcast.bench;

import java.util.List;
import java.util.Locale;

/**
 * The medians as a picture (SVG): a panel a figure, in it a pair of bars a scenario, on
 * each bar a line from the lowest to the highest round.
 */
final class Chart {

	private static final int WIDTH = 800;

	private static final int MARGIN = 16;

	private static final int BARS_AT = 40;

	private static final int BARS_WIDTH = 520;

	private static final int BAR_HEIGHT = 14;

	private static final int LINE_HEIGHT = 18;

	private static final String ROOMCAST = "#2f6fde";

	private static final String NAIVE = "#d9822b";

	private static final List<Figure> PANELS = List.of(Figure.DELIVERIES_PER_SECOND, Figure.CPU_MICROS_PER_DELIVERY,
			Figure.P99_MILLIS, Figure.KB_PER_CONNECTION);

	private final Results results;

	private final StringBuilder body = new StringBuilder();

	private int y = MARGIN;

	Chart(Results results) {
		this.results = results;
		addText("<tspan font-size='18' font-weight='bold'>Roomcast against a loop over the sessions of a room</tspan>");
		this.y += MARGIN / 2;
		addLegend();
		PANELS.forEach(this::addPanel);
		Environment environment = results.environment();
		addText(escape(environment.started() + ", " + environment.machine()));
		addText(escape("commit " + environment.commit() + ", load average at the start " + environment.load()
				+ ", rounds: " + environment.rounds()));
		addText(escape(environment.jvm()));
	}

	String svg() {
		// A backdrop of its own, so that it can be read on a dark page, too.
		return """
				<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %2$d' font-family='sans-serif' font-size='12'>
				<title>Roomcast against a loop over the sessions of a room</title>
				<rect width='%1$d' height='%2$d' fill='#ffffff'/>
				%3$s</svg>
				""".formatted(WIDTH, this.y + MARGIN, this.body);
	}

	private void addLegend() {
		this.results.scenarios().forEach((scenario) -> addText(escape(scenario)));
		addText("<tspan fill='%s'>■</tspan> Roomcast <tspan fill='%s'>■</tspan> the loop (naive)".formatted(ROOMCAST,
				NAIVE));
		addText("Bars are medians; the line on each goes from the lowest to the highest round. "
				+ "Each scenario has a scale of its own.");
		this.y += MARGIN;
	}

	private void addPanel(Figure figure) {
		List<Results.Line> lines = this.results.lines().stream().filter((line) -> line.figure() == figure).toList();
		if (!lines.isEmpty()) {
			addText("<tspan font-weight='bold'>%s</tspan> (%s bars are better)".formatted(figure.title(),
					figure.isMoreBetter() ? "longer" : "shorter"));
			lines.forEach(this::addPair);
			this.y += MARGIN;
		}
	}

	private void addPair(Results.Line line) {
		double scale = BARS_WIDTH / Math.max(line.roomcast().max(), line.naive().max());
		add("<text x='%d' y='%d'>%s</text>%n", MARGIN, this.y + BAR_HEIGHT, line.scenario());
		addBar(line.figure(), line.roomcast(), scale, ROOMCAST);
		addBar(line.figure(), line.naive(), scale, NAIVE);
		this.y += MARGIN / 2;
	}

	private void addBar(Figure figure, Results.Spread spread, double scale, String color) {
		add("<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>%n", BARS_AT, this.y, spread.median() * scale,
				BAR_HEIGHT, color);
		add("<rect x='%.1f' y='%d' width='%.1f' height='2' fill='#333333'/>%n", BARS_AT + spread.min() * scale,
				this.y + BAR_HEIGHT / 2 - 1, (spread.max() - spread.min()) * scale);
		add("<text x='%.1f' y='%d'>%s</text>%n", BARS_AT + spread.max() * scale + 6, this.y + BAR_HEIGHT - 3,
				figure.text(spread));
		this.y += BAR_HEIGHT + 2;
	}

	private void addText(String text) {
		this.y += LINE_HEIGHT;
		add("<text x='%d' y='%d'>%s</text>%n", MARGIN, this.y - LINE_HEIGHT / 3, text);
	}

	private void add(String format, Object... values) {
		this.body.append(String.format(Locale.ROOT, format, values));
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}

}
