package io.roomcast.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.roomcast.harness.ChatProcess;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever strangers send, the service answers or hangs up, keeps nothing of them, and
 * goes on serving others. An input is one client: mostly one connection with all that is
 * sent on it. What was played stands in {@code target/fuzz.md}.
 */
class FuzzIntegrationTests {

	/**
	 * What strangers leave behind goes soon.
	 */
	private static final String[] SETTINGS = { RoomApi.KEY_PROPERTY, "roomcast.client.grace=1s",
			"roomcast.client.close-timeout=1s", "roomcast.room.history-ttl=1s",
			"management.endpoints.web.exposure.include=health,info,metrics,threaddump" };

	private static final int WARM_UP_INPUTS = 200;

	/** What caches of the JVM and the service may add to the heap. */
	private static final long HEAP_GROWTH = 8 * 1024 * 1024;

	private static final Duration SETTLING = FuzzClient.PATIENCE;

	private static final Pattern COMPLAINT = Pattern.compile(".* (WARN|ERROR) .*|\tat .*|.*Exception in thread.*");

	@TempDir
	private static Path directory;

	@AutoClose
	private static ChatProcess service;

	@BeforeAll
	static void start() throws Exception {
		service = ChatProcess.start(directory.resolve("log"), SETTINGS);
		FuzzRun run = new FuzzRun(service.port(), () -> {
		});
		run.play(new FuzzPlan.Range(0, CutFuzz.COUNT, CutFuzz.COUNT + WARM_UP_INPUTS));
		assertThat(run.failures()).isEmpty();
	}

	@Test
	void nothingThatIsSentHarmsOthersOrStays() throws Exception {
		FuzzPlan plan = FuzzPlan.fromProperties();
		System.out.println(plan);
		long heap = ServiceState.liveHeap(service);
		ServiceState before = await().atMost(SETTLING).until(() -> ServiceState.of(service), ServiceState::isEmpty);
		Bystanders bystanders = Bystanders.start(service);
		FuzzRun run = new FuzzRun(service.port(), bystanders::inputPlayed);

		for (FuzzPlan.Range range : plan.ranges()) {
			run.play(range);
		}

		report(plan, run);
		assertThat(run.failures()).as("inputs").isEmpty();
		assertThat(bystanders.end()).as("bystanders during the " + plan).succeedsWithin(SETTLING);
		await().atMost(SETTLING).untilAsserted(() -> ServiceState.of(service).assertNoMoreThan(before, plan));
		assertThat(ServiceState.liveHeap(service)).as("live heap after the " + plan).isLessThan(heap + HEAP_GROWTH);
		assertThat(complaints()).as("logged during the " + plan).isEmpty();
	}

	private static List<String> complaints() {
		return service.printed().lines().filter((line) -> COMPLAINT.matcher(line).matches()).toList();
	}

	private static void report(FuzzPlan plan, FuzzRun run) throws IOException {
		StringBuilder table = new StringBuilder("# The " + plan + "\n\n| kind | inputs |\n| --- | --- |\n");
		run.played().forEach((kind, count) -> table.append("| " + kind + " | " + count + " |\n"));
		Files.writeString(Files.createDirectories(Path.of("target")).resolve("fuzz.md"), table);
	}

}
