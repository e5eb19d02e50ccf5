package io.roomcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs what {@link Settings} asks for: the core by itself, then the service end to end.
 * Fails if a delivery went wrong: figures of a server that loses messages say nothing.
 */
final class Benchmarks {

	private static final int WARM_UPS = 3;

	private static final int ITERATIONS = 5;

	private final Settings settings = new Settings();

	private final Path target = this.settings.target();

	private final Environment environment = Environment.of(this.settings);

	private Benchmarks() {
	}

	public static void main(String[] args) throws Exception {
		new Benchmarks().run();
	}

	private void run() throws IOException, InterruptedException, RunnerException {
		Files.createDirectories(this.target);
		if (this.settings.hasCore()) {
			report(runCore());
		}
		if (!this.settings.scenarios().isEmpty()) {
			Results results = Results.of(this.environment, this.settings.scenarios(),
					new EndToEnd(this.settings).run());
			report(results);
			if (!results.faults().areNone()) {
				throw new IllegalStateException("not every delivery was right: " + results.faults());
			}
		}
	}

	/**
	 * Measures nanoseconds, and bytes allocated, for each operation that a benchmark asks
	 * about.
	 */
	private Collection<RunResult> runCore() throws RunnerException {
		return new Runner(new OptionsBuilder().include(this.settings.core())
			.mode(Mode.AverageTime)
			.timeUnit(TimeUnit.NANOSECONDS)
			.forks(1)
			.jvmArgs(this.settings.jvm().toArray(String[]::new))
			.warmupIterations(WARM_UPS)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(ITERATIONS)
			.measurementTime(TimeValue.seconds(1))
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.resultFormat(ResultFormatType.JSON)
			.result(this.target.resolve("core.json").toString())
			.build()).run();
	}

	private void report(Collection<RunResult> core) throws IOException {
		Table table = new Table("question", "ns: mean (spread of the iterations)", "bytes allocated");
		for (RunResult result : core) {
			Statistics nanos = result.getPrimaryResult().getStatistics();
			double bytes = Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore();
			table.add(
					result.getParams().getBenchmark().replaceAll(".*\\.(?=\\w+\\.)", ""), String.format(Locale.ROOT,
							"%,.2f (%,.2f to %,.2f)", nanos.getMean(), nanos.getMin(), nanos.getMax()),
					String.format(Locale.ROOT, "%,.2f", bytes));
		}
		List<String> facts = new ArrayList<>(this.environment.lines());
		facts.add("iterations: " + ITERATIONS + " of 1 s after " + WARM_UPS + " s of warm-up");
		write("core.md", table.text(facts));
	}

	private void report(Results results) throws IOException {
		results.writeJson(this.target.resolve("end-to-end.json"));
		Files.writeString(this.target.resolve("end-to-end.svg"), new Chart(results).svg());
		List<String> facts = new ArrayList<>(this.environment.lines());
		facts.add("rounds: " + this.environment.rounds());
		facts.addAll(results.scenarios());
		write("end-to-end.md", Table.of(results).text(facts));
	}

	private void write(String file, String text) throws IOException {
		Files.writeString(this.target.resolve(file), text);
		System.out.printf("%n%s%nwritten to %s%n", text, this.target.resolve(file));
	}

}
