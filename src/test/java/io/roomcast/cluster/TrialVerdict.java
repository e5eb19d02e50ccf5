package io.roomcast.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.RunningChat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Judges a trial whose fault is over: ends it, and fails the test if anything that was
 * receipted was lost in silence, or if anybody is still there who has gone. For the
 * thread of the test only.
 */
final class TrialVerdict {

	/** How long those may be listed that went with their node. */
	private static final Duration SWEEP = Duration.ofSeconds(15);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

	private static final int MOST_FLAWS = 10;

	private static final Path TABLE = Path.of("target", "faults.md");

	/** Takes the transcripts that have flaws. */
	private static final Path TRANSCRIPTS = Path.of("target", "transcripts");

	private final Trial trial;

	private TrialVerdict(Trial trial) {
		this.trial = trial;
	}

	/**
	 * Ends a trial and returns what it came to, which is appended to the table of faults,
	 * too, if there were several nodes.
	 */
	static TrialResult of(Trial trial) throws IOException {
		trial.conclude();
		TrialResult result = trial.result();
		if (trial.nodes().size() > 1) {
			Files.writeString(TABLE, result.toRow() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		TrialVerdict verdict = new TrialVerdict(trial);
		verdict.checkTranscripts();
		verdict.checkPresence();
		verdict.checkNodes();
		assertThat(trial.crowd().troubles()).as("%s", result).isEmpty();
		return result;
	}

	private void checkTranscripts() throws IOException {
		for (String room : this.trial.rooms()) {
			List<TrialClient> inRoom = this.trial.crowd().in(room);
			Set<String> receipted = new HashSet<>();
			inRoom.forEach((client) -> receipted.addAll(client.speaker().receiptedIn(room)));
			List<Transcript> transcripts = inRoom.stream().map((client) -> client.transcript(room)).toList();
			List<String> flaws = TranscriptCheck.flaws(transcripts, receipted);
			if (!flaws.isEmpty()) {
				write(room, transcripts);
			}
			assertThat(flaws.stream().limit(MOST_FLAWS)).as("%d flaws in %s", flaws.size(), room).isEmpty();
		}
	}

	private static void write(String room, List<Transcript> transcripts) throws IOException {
		Path directory = Files.createDirectories(TRANSCRIPTS.resolve(room));
		for (Transcript transcript : transcripts) {
			Files.write(directory.resolve(transcript.client()),
					transcript.lines().stream().map(Line::toString).toList());
		}
	}

	/**
	 * Only who is there is listed, and the same on each node: first those that stayed,
	 * then, when they have gone as well, nobody.
	 */
	private void checkPresence() {
		this.trial.rooms().forEach((room) -> awaitListed(room, nicksIn(room)));
		this.trial.close();
		this.trial.rooms().forEach((room) -> awaitListed(room, Set.of()));
	}

	/**
	 * A fault that others make is no reason for one of a node's own.
	 */
	private void checkNodes() {
		for (RunningChat node : this.trial.nodes()) {
			if (node.isRunning()) {
				assertThat(node.meter("roomcast.failures")).as("failures, of which its log tells").hasValue(0);
			}
		}
	}

	private Set<String> nicksIn(String room) {
		return this.trial.crowd()
			.present()
			.stream()
			.filter((client) -> client.speaker().rooms().contains(room))
			.map((client) -> client.speaker().name())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private void awaitListed(String room, Set<String> nicks) {
		for (RunningChat node : this.trial.nodes()) {
			if (node.isRunning()) {
				await().atMost(SWEEP)
					.pollInterval(POLL_INTERVAL)
					.untilAsserted(() -> assertThat(listed(node, room)).as("clients in %s", room).isEqualTo(nicks));
			}
		}
	}

	private static Set<String> listed(RunningChat node, String room) {
		String clients = node.get("/rooms/" + room + "/clients").body();
		return new TreeSet<>(JsonPath.<List<String>>read(clients, "$..nick"));
	}

}
