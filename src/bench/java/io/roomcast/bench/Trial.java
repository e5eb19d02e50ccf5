package io.roomcast.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

import io.roomcast.bench.load.Faults;
import io.roomcast.bench.load.LoadClient;
import io.roomcast.bench.load.Measurement;
import io.roomcast.bench.load.Scenario;

/**
 * One server under the load of one scenario, once.
 */
final class Trial {

	/**
	 * For the paths of this scenario; the server as a whole is warm already.
	 */
	private static final Duration WARMUP = Duration.ofSeconds(1);

	private static final Duration IDLE = Duration.ofSeconds(1);

	private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

	private final ServerProcess server;

	private final Scenario scenario;

	Trial(ServerProcess server, Scenario scenario) {
		this.server = server;
		this.scenario = scenario;
	}

	Map<Figure, Double> figures() {
		return this.figures;
	}

	/**
	 * Loads the server without looking at what comes of it.
	 */
	void warmUp(Duration time) throws IOException {
		try (LoadClient load = new LoadClient(this.server.port(), this.scenario.crowd())) {
			load.connect();
			load.drive(this.scenario.pace(), time, Duration.ZERO, new CpuWatch(this.server.use()));
		}
	}

	Faults measure(Duration measured) throws IOException {
		return this.scenario.isIdle() ? hold() : drive(measured);
	}

	private Faults drive(Duration measured) throws IOException {
		try (LoadClient load = new LoadClient(this.server.port(), this.scenario.crowd())) {
			load.connect();
			CpuWatch watch = new CpuWatch(this.server.use());
			Measurement measurement = load.drive(this.scenario.pace(), WARMUP, measured, watch);
			this.figures.put(Figure.DELIVERIES_PER_SECOND, measurement.deliveriesPerSecond());
			this.figures.put(Figure.P50_MILLIS, measurement.latencyMillis(50));
			this.figures.put(Figure.P99_MILLIS, measurement.latencyMillis(99));
			this.figures.put(Figure.P999_MILLIS, measurement.latencyMillis(99.9));
			this.figures.put(Figure.CPU_MICROS_PER_DELIVERY, watch.serverMicros() / measurement.deliveries());
			this.figures.put(Figure.LOAD_CORES, watch.loadMicros() * 1e3 / measurement.elapsed().toNanos());
			return measurement.faults();
		}
	}

	/**
	 * Memory is what the process grew by, from a fresh server on: with a few connections
	 * only, that is mostly what the server needs for its very first ones.
	 */
	private Faults hold() throws IOException {
		OptionalLong before = this.server.use().residentBytes();
		try (LoadClient load = new LoadClient(this.server.port(), this.scenario.crowd())) {
			long began = System.nanoTime();
			load.connect();
			this.figures.put(Figure.CONNECT_SECONDS, (System.nanoTime() - began) / 1e9);
			OptionalLong after = this.server.use().residentBytes();
			int clients = this.scenario.crowd().clients();
			if (before.isPresent() && after.isPresent()) {
				this.figures.put(Figure.KB_PER_CONNECTION, (after.getAsLong() - before.getAsLong()) / 1024.0 / clients);
			}
			return new Faults(0, 0, 0, 0, clients - load.answering(IDLE));
		}
	}

}
