package io.roomcast.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

import io.roomcast.bench.Results.Run;
import io.roomcast.bench.load.LoadClient;
import io.roomcast.bench.load.Measurement;
import io.roomcast.bench.load.Measurement.Faults;
import io.roomcast.bench.load.Scenario;

/**
 * The service and the naive server under the same load. In each round both are started
 * afresh and put to each scenario in turn, so that what disturbs the machine disturbs
 * both; an idle server takes nothing from the other.
 */
final class EndToEnd {

	/** How long a server is under load before the first scenario of a round. */
	static final Duration WARM_UP = Duration.ofSeconds(5);

	/**
	 * For the paths of one scenario; the server as a whole is warm already.
	 */
	private static final Duration SETTLING = Duration.ofSeconds(1);

	private static final Duration IDLE = Duration.ofSeconds(1);

	private final Settings settings;

	private final List<String> names = new ArrayList<>(List.of(Results.ROOMCAST, Results.NAIVE));

	private final List<Run> runs = new ArrayList<>();

	EndToEnd(Settings settings) {
		this.settings = settings;
	}

	List<Run> run() throws IOException, InterruptedException {
		for (int round = 1; round <= this.settings.rounds(); round++) {
			System.out.println("round " + round + " of " + this.settings.rounds());
			play(new ArrayList<>());
			// The second has the machine's caches and clock speed at their best.
			Collections.reverse(this.names);
		}
		return this.runs;
	}

	private void play(List<ServerProcess> servers) throws IOException, InterruptedException {
		try {
			for (String name : this.names) {
				servers.add(ServerProcess.start(name, arguments(name), this.settings.target()));
			}
			// First: memory that an earlier load left would hide that of connections.
			measure(servers, true);
			if (!this.settings.scenarios().stream().allMatch(Scenario::isIdle)) {
				for (ServerProcess server : servers) {
					warmUp(server);
				}
				measure(servers, false);
			}
		}
		finally {
			servers.forEach(ServerProcess::close);
		}
	}

	private List<String> arguments(String name) {
		List<String> arguments = new ArrayList<>(this.settings.jvm());
		arguments.addAll(name.equals(Results.ROOMCAST) ? List.of("-jar", this.settings.jar().toString())
				: List.of("-cp", System.getProperty("java.class.path"), NaiveServer.class.getName()));
		return arguments;
	}

	private static void warmUp(ServerProcess server) throws IOException {
		try (LoadClient load = new LoadClient(server.port(), Scenario.WARM_UP)) {
			load.connect();
			load.warmUp(WARM_UP);
			load.drain();
		}
	}

	private void measure(List<ServerProcess> servers, boolean idle) throws IOException {
		for (Scenario scenario : this.settings.scenarios()) {
			if (scenario.isIdle() == idle) {
				for (ServerProcess server : servers) {
					Run run = idle ? hold(server, scenario) : drive(server, scenario);
					this.runs.add(run);
					print(run);
				}
			}
		}
	}

	private Run drive(ServerProcess server, Scenario scenario) throws IOException {
		try (LoadClient load = new LoadClient(server.port(), scenario)) {
			load.connect();
			load.warmUp(SETTLING);
			Duration serverCpu = server.cpu();
			Duration loadCpu = loadCpu();
			load.measure(this.settings.measured());
			serverCpu = server.cpu().minus(serverCpu);
			loadCpu = loadCpu().minus(loadCpu);
			Measurement measurement = load.drain();
			double nanos = measurement.elapsed().toNanos();
			Map<Figure, Double> figures = new EnumMap<>(Figure.class);
			figures.put(Figure.DELIVERIES_PER_SECOND, measurement.deliveries() * 1e9 / nanos);
			figures.put(Figure.CPU_MICROS_PER_DELIVERY, serverCpu.toNanos() / 1e3 / measurement.deliveries());
			figures.put(Figure.LOAD_CORES, loadCpu.toNanos() / nanos);
			// In a closed loop it is the time in a full window, which says nothing.
			if (scenario.pace().isOpenLoop()) {
				figures.put(Figure.P50_MILLIS, measurement.latencyMillis(50));
				figures.put(Figure.P99_MILLIS, measurement.latencyMillis(99));
				figures.put(Figure.P999_MILLIS, measurement.latencyMillis(99.9));
			}
			return new Run(scenario.name(), server.name(), figures, measurement.faults());
		}
	}

	/**
	 * Measures idle connections. Their memory is what the process grew by, from a fresh
	 * server on.
	 */
	private static Run hold(ServerProcess server, Scenario scenario) throws IOException {
		OptionalLong before = server.residentBytes();
		try (LoadClient load = new LoadClient(server.port(), scenario)) {
			long began = System.nanoTime();
			load.connect();
			Map<Figure, Double> figures = new EnumMap<>(Figure.class);
			figures.put(Figure.CONNECT_SECONDS, (System.nanoTime() - began) / 1e9);
			OptionalLong after = server.residentBytes();
			int clients = scenario.crowd().clients();
			if (before.isPresent() && after.isPresent()) {
				figures.put(Figure.KB_PER_CONNECTION, (after.getAsLong() - before.getAsLong()) / 1024.0 / clients);
			}
			Faults faults = new Faults(0, 0, 0, clients - load.answering(IDLE));
			return new Run(scenario.name(), server.name(), figures, faults);
		}
	}

	private static Duration loadCpu() {
		return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
	}

	private static void print(Run run) {
		StringBuilder line = new StringBuilder("  " + run.scenario() + " " + run.server());
		run.figures()
			.forEach((figure, value) -> line.append(String.format(Locale.ROOT, ", %,.2f %s", value, figure.title())));
		System.out.println(run.faults().areNone() ? line : line + ", " + run.faults());
	}

}
