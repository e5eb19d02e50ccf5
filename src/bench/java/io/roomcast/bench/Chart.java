package io.roomcast.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The medians as a picture (SVG): a panel a figure, a group of bars a scenario, a bar a
 * server.
 */
public final class Chart {

	private static final int WIDTH = 760;

	private static final int LABEL_WIDTH = 40;

	private static final int VALUE_WIDTH = 130;

	private static final int BAR_HEIGHT = 14;

	private static final int GAP = 10;

	private static final int HEAD_HEIGHT = 30;

	private static final List<String> COLORS = List.of("#2f6fde", "#d9822b", "#4c9a5b");

	private static final List<Figure> PANELS = List.of(Figure.DELIVERIES_PER_SECOND, Figure.CPU_MICROS_PER_DELIVERY,
			Figure.P99_MILLIS, Figure.KB_PER_CONNECTION);

	private final Results results;

	private final StringBuilder body = new StringBuilder();

	private int y = GAP;

	public Chart(Results results) {
		this.results = results;
		addLegend();
		PANELS.forEach(this::addPanel);
	}

	public String svg() {
		// A backdrop of its own, so that it can be read on a dark page, too.
		return """
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
				<rect width="%1$d" height="%2$d" fill="#ffffff"/>
				%3$s</svg>
				""".formatted(WIDTH, this.y, this.body);
	}

	private void addLegend() {
		int x = GAP;
		for (int server = 0; server < this.results.servers().size(); server++) {
			addBar(x, BAR_HEIGHT, server);
			addText(x + BAR_HEIGHT + 4, "normal", this.results.servers().get(server));
			x += VALUE_WIDTH;
		}
		this.y += HEAD_HEIGHT;
	}

	private void addPanel(Figure figure) {
		double most = this.results.scenarios()
			.stream()
			.flatMap((scenario) -> this.results.servers().stream().map((server) -> value(scenario, server, figure)))
			.mapToDouble((value) -> value.orElse(0))
			.max()
			.orElse(0);
		if (most > 0) {
			addText(GAP, "bold", figure.title());
			this.y += HEAD_HEIGHT - GAP;
			this.results.scenarios().forEach((scenario) -> addGroup(scenario, figure, most));
			this.y += GAP;
		}
	}

	private void addGroup(String scenario, Figure figure, double most) {
		int top = this.y;
		for (int server = 0; server < this.results.servers().size(); server++) {
			OptionalDouble value = value(scenario, this.results.servers().get(server), figure);
			if (value.isPresent()) {
				addValue(figure, value.getAsDouble(), most, server);
			}
		}
		if (this.y > top) {
			this.y = top;
			addText(GAP, "normal", scenario);
			this.y += this.results.servers().size() * (BAR_HEIGHT + 2) + GAP;
		}
	}

	private void addValue(Figure figure, double value, double most, int server) {
		int width = (int) Math.max(1, (WIDTH - LABEL_WIDTH - VALUE_WIDTH) * value / most);
		addBar(LABEL_WIDTH, width, server);
		addText(LABEL_WIDTH + width + 6, "normal", figure.text(value));
		this.y += BAR_HEIGHT + 2;
	}

	private OptionalDouble value(String scenario, String server, Figure figure) {
		return this.results.median(scenario, server, figure);
	}

	private void addBar(int x, int width, int server) {
		this.body
			.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n", x,
					this.y, width, BAR_HEIGHT, COLORS.get(server % COLORS.size())));
	}

	private void addText(int x, String weight, String text) {
		this.body.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" font-weight=\"%s\">%s</text>%n", x,
				this.y + BAR_HEIGHT - 3, weight, text));
	}

}
