package io.roomcast.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.roomcast.bench.load.Measurement.Faults;
import io.roomcast.bench.load.Scenario;

/**
 * What came of all rounds, and what on.
 *
 * @param scenarios what the letters mean
 * @param lines medians and spreads
 */
record Results(Environment environment, List<String> scenarios, List<Line> lines, List<Run> runs) {

	static final String ROOMCAST = "roomcast";

	/** What the other server is set against. */
	static final String NAIVE = "naive";

	static Results of(Environment environment, List<Scenario> scenarios, List<Run> runs) {
		List<Line> lines = new ArrayList<>();
		for (Scenario scenario : scenarios) {
			for (Figure figure : Figure.values()) {
				double[] roomcast = values(runs, ROOMCAST, scenario, figure);
				double[] naive = values(runs, NAIVE, scenario, figure);
				if (roomcast.length > 0 && naive.length > 0) {
					lines.add(new Line(scenario.name(), figure, Spread.of(roomcast), Spread.of(naive)));
				}
			}
		}
		List<String> titles = scenarios.stream().map((scenario) -> scenario.name() + ": " + scenario.title()).toList();
		return new Results(environment, titles, List.copyOf(lines), List.copyOf(runs));
	}

	Faults faults() {
		return this.runs.stream().map(Run::faults).reduce(Faults.NONE, Faults::plus);
	}

	void writeJson(Path file) {
		JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file, this);
	}

	private static double[] values(List<Run> runs, String server, Scenario scenario, Figure figure) {
		return runs.stream()
			.filter((run) -> run.scenario().equals(scenario.name()) && run.server().equals(server))
			.flatMap((run) -> run.figures().entrySet().stream())
			.filter((entry) -> entry.getKey() == figure)
			.mapToDouble(Map.Entry::getValue)
			.toArray();
	}

	/**
	 * One server in one scenario, once.
	 *
	 * @param figures what was measured; what could not be is not in it
	 */
	record Run(String scenario, String server, Map<Figure, Double> figures, Faults faults) {

		Run {
			figures = Collections.unmodifiableMap(new EnumMap<>(figures));
		}

	}

	/**
	 * One figure of one scenario, for both servers.
	 */
	record Line(String scenario, Figure figure, Spread roomcast, Spread naive) {
	}

	/**
	 * A figure over the rounds.
	 */
	record Spread(double median, double min, double max) {

		static Spread of(double[] values) {
			double[] sorted = values.clone();
			Arrays.sort(sorted);
			int last = sorted.length - 1;
			return new Spread((sorted[last / 2] + sorted[(last + 1) / 2]) / 2, sorted[0], sorted[last]);
		}

	}

}
