package io.roomcast.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.roomcast.bench.load.Faults;
import io.roomcast.bench.load.Scenario;

/**
 * The service and the naive server under the same load. In each round both are started
 * afresh and put to each scenario in turn, so that what disturbs the machine disturbs
 * both; an idle server takes nothing from the other.
 */
final class EndToEnd {

	private final Settings settings;

	private final List<Contestant> contestants;

	private final List<Run> runs = new ArrayList<>();

	private final Progress progress;

	EndToEnd(Settings settings) {
		this.settings = settings;
		this.contestants = List.of(Contestant.jar("roomcast", settings.jar()),
				Contestant.application("naive", NaiveApplication.class));
		this.progress = new Progress(settings.rounds() * settings.scenarios().size() * this.contestants.size());
	}

	Results run() throws IOException, InterruptedException {
		for (int round = 1; round <= this.settings.rounds(); round++) {
			this.progress.say("round " + round + " of " + this.settings.rounds());
			play(round, new ArrayList<>());
		}
		return new Results(this.contestants.stream().map(Contestant::name).toList(), this.runs);
	}

	private void play(int round, List<ServerProcess> servers) throws IOException, InterruptedException {
		// Whoever goes second has its machine's caches and clock speed at their best.
		List<Contestant> order = new ArrayList<>(this.contestants);
		Collections.rotate(order, round - 1);
		try {
			for (Contestant contestant : order) {
				servers.add(ServerProcess.start(contestant, this.settings.jvm(), this.settings.target()));
			}
			// Before any other: memory that an earlier load left behind would hide that
			// of
			// the connections.
			measure(servers, true);
			if (!this.settings.scenarios().stream().allMatch(Scenario::isIdle)) {
				warmUp(servers);
				measure(servers, false);
			}
		}
		finally {
			servers.forEach(ServerProcess::close);
		}
	}

	private void warmUp(List<ServerProcess> servers) throws IOException {
		this.progress.say("warming up");
		for (ServerProcess server : servers) {
			new Trial(server, Scenario.WARM_UP).warmUp(this.settings.warmup());
		}
	}

	private void measure(List<ServerProcess> servers, boolean idle) throws IOException {
		for (Scenario scenario : this.settings.scenarios()) {
			if (scenario.isIdle() == idle) {
				for (ServerProcess server : servers) {
					measure(server, scenario);
				}
			}
		}
	}

	private void measure(ServerProcess server, Scenario scenario) throws IOException {
		Trial trial = new Trial(server, scenario);
		Faults faults = trial.measure(this.settings.measured());
		Run run = new Run(scenario.name(), server.name(), trial.figures(), faults);
		this.runs.add(run);
		this.progress.done(scenario, run);
	}

}
