package io.roomcast.bench;

import java.util.Collection;
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

/**
 * The core by itself: nanoseconds, and bytes allocated, for each operation that a
 * benchmark asks about.
 */
final class Core {

	private final Settings settings;

	Core(Settings settings) {
		this.settings = settings;
	}

	void run() throws RunnerException {
		Collection<RunResult> results = new Runner(new OptionsBuilder().include(this.settings.core())
			.mode(Mode.AverageTime)
			.timeUnit(TimeUnit.NANOSECONDS)
			.forks(1)
			.warmupIterations(3)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(5)
			.measurementTime(TimeValue.seconds(1))
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.resultFormat(ResultFormatType.JSON)
			.result(this.settings.target().resolve("core.json").toString())
			.build()).run();
		System.out.println();
		results.forEach(Core::print);
	}

	/**
	 * The two figures that count; the rest is in the file.
	 */
	private static void print(RunResult result) {
		String question = result.getParams().getBenchmark().replaceAll(".*\\.(?=\\w+\\.)", "");
		double bytes = Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore();
		System.out.printf(Locale.ROOT, "%-45s %,12.3f ns %,12.3f bytes%n", question,
				result.getPrimaryResult().getScore(), bytes);
	}

}
