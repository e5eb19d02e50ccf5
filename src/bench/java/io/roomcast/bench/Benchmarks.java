package io.roomcast.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.openjdk.jmh.runner.RunnerException;

import io.roomcast.bench.load.Scenario;

/**
 * Runs what {@link Settings} asks for: the core by itself, then the service end to end.
 * Fails if a delivery went wrong: figures of a server that loses messages say nothing.
 */
final class Benchmarks {

	private final Settings settings;

	private Benchmarks(Settings settings) {
		this.settings = settings;
	}

	public static void main(String[] args) throws Exception {
		new Benchmarks(new Settings()).run();
	}

	private void run() throws IOException, InterruptedException, RunnerException {
		Files.createDirectories(this.settings.target());
		if (this.settings.hasCore()) {
			new Core(this.settings).run();
		}
		if (!this.settings.scenarios().isEmpty()) {
			Results results = new Results(List.of(EndToEnd.ROOMCAST, EndToEnd.NAIVE),
					new EndToEnd(this.settings).run());
			report(results, System.out);
			if (!results.faults().areNone()) {
				throw new IllegalStateException("not every delivery was right: " + results.faults());
			}
		}
	}

	private void report(Results results, PrintStream out) throws IOException {
		Map<String, String> titles = this.settings.scenarios()
			.stream()
			.collect(Collectors.toMap(Scenario::name, Scenario::title));
		String table = new Table(results, titles).text();
		Path target = this.settings.target();
		Files.writeString(target.resolve("end-to-end.txt"), table);
		Files.writeString(target.resolve("end-to-end.svg"), new Chart(results).svg());
		new JsonReport(Instant.now(), machine(), this.settings.asMap(), results.servers(), results.runs())
			.write(target.resolve("end-to-end.json"));
		out.println();
		out.print(table);
		out.println("Every run, and a chart: " + target);
	}

	private static Map<String, String> machine() {
		Runtime runtime = Runtime.getRuntime();
		return Map.of("os", System.getProperty("os.name") + " " + System.getProperty("os.version"), "architecture",
				System.getProperty("os.arch"), "cores", Integer.toString(runtime.availableProcessors()), "java",
				System.getProperty("java.vm.name") + " " + Runtime.version());
	}

}
