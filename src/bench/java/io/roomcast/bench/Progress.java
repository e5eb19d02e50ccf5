package io.roomcast.bench;

import java.util.Locale;

import io.roomcast.bench.load.Scenario;

/**
 * Tells how far it is: a line a run.
 */
final class Progress {

	private final int runs;

	private int done;

	Progress(int runs) {
		this.runs = runs;
	}

	void say(String what) {
		System.out.printf(Locale.ROOT, "[%2d/%d] %s%n", this.done, this.runs, what);
	}

	void done(Scenario scenario, Run run) {
		this.done++;
		Figure figure = scenario.isIdle() ? Figure.KB_PER_CONNECTION : Figure.DELIVERIES_PER_SECOND;
		Double value = run.figures().get(figure);
		say("%s %s, %s: %s %s%s".formatted(scenario.name(), scenario.title(), run.server(),
				(value != null) ? String.format(Locale.ROOT, "%,.1f", value) : "n/a", figure.title(),
				run.faults().areNone() ? "" : ", " + run.faults()));
	}

}
