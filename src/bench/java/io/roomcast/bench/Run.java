package io.roomcast.bench;

import java.util.Map;

import io.roomcast.bench.load.Measurement.Faults;

/**
 * One server in one scenario, once.
 *
 * @param figures what was measured; what could not be is not in it
 */
public record Run(String scenario, String server, Map<Figure, Double> figures, Faults faults) {

	public Run {
		figures = Map.copyOf(figures);
	}

}
