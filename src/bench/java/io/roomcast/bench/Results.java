package io.roomcast.bench;

import java.util.List;
import java.util.OptionalDouble;

import io.roomcast.bench.load.Measurement.Faults;

/**
 * All runs. The last server is the one the others are set against.
 */
public record Results(List<String> servers, List<Run> runs) {

	public Results {
		servers = List.copyOf(servers);
		runs = List.copyOf(runs);
	}

	List<String> scenarios() {
		return this.runs.stream().map(Run::scenario).distinct().sorted().toList();
	}

	String yardstick() {
		return this.servers.get(this.servers.size() - 1);
	}

	/**
	 * The median over the rounds; empty if it was not measured.
	 */
	OptionalDouble median(String scenario, String server, Figure figure) {
		double[] values = this.runs.stream()
			.filter((run) -> run.scenario().equals(scenario) && run.server().equals(server))
			.flatMap((run) -> run.figures().entrySet().stream())
			.filter((entry) -> entry.getKey() == figure)
			.mapToDouble((entry) -> entry.getValue())
			.sorted()
			.toArray();
		int middle = values.length / 2;
		if (values.length == 0) {
			return OptionalDouble.empty();
		}
		return OptionalDouble.of((values.length % 2 == 1) ? values[middle] : (values[middle - 1] + values[middle]) / 2);
	}

	/**
	 * How many times better than the yardstick a server is.
	 */
	OptionalDouble gain(String scenario, String server, Figure figure) {
		OptionalDouble value = median(scenario, server, figure);
		OptionalDouble other = median(scenario, yardstick(), figure);
		if (value.isEmpty() || other.isEmpty()) {
			return OptionalDouble.empty();
		}
		return OptionalDouble.of(figure.gain(value.getAsDouble(), other.getAsDouble()));
	}

	public Faults faults() {
		return this.runs.stream().map(Run::faults).reduce(Faults.NONE, Faults::plus);
	}

}
