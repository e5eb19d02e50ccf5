package io.roomcast.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The proof that coming back neither loses nor doubles, in either direction: clients are
 * cut at random bytes while all of them talk in several rooms, and whatever the seed,
 * each has in the end what one has that was never cut, and each text was said once.
 */
@Tag("alone")
class ResumeCutIntegrationTests {

	private static final int CUTS = 500;

	private static final int CLIENTS = 5;

	private static final List<String> ROOMS = List.of("red", "green", "blue");

	private static final Duration LONGEST = Duration.ofSeconds(12);

	private static final Duration PATIENCE = Duration.ofSeconds(25);

	private static final String LAST_TEXT = "that is all";

	private static final Logger logger = LoggerFactory.getLogger(ResumeCutIntegrationTests.class);

	private final long seed = new Random().nextLong();

	private final CutTrial trial = new CutTrial(CUTS, LONGEST);

	@AutoClose("shutdownNow")
	private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

	/**
	 * With the small log a client may also fall out of it while it is connected. That it
	 * then misses nothing is proved by {@code SlowJsonClientIntegrationTests}: here it
	 * does not happen in every run.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 4096, 64 })
	void everyClientHasEveryMessageOnceAndInOrderAndSaysEachTextOnce(int logEntries) throws Exception {
		try (ChatServer server = ChatServer.start("roomcast.room.log-entries=" + logEntries,
				"roomcast.room.history-entries=10000000", "roomcast.room.history-size=1GB",
				"roomcast.memory.history-budget=4GB", "roomcast.client.grace=60s");
				CutWitness witness = new CutWitness(ROOMS, this.trial)) {
			witness.join(server.ws("/connect"));
			this.trial.begin();

			List<CutClient> clients = cutAgainAndAgain(server, witness);

			clients.forEach((client) -> ROOMS.forEach((room) -> assertThatAllIsHeardOnce(client, room, witness)));
			List<String> texts = textsOf(clients, witness);
			long doubles = texts.size() - texts.stream().distinct().count();
			int said = clients.stream().mapToInt(CutClient::said).sum();
			logger.info(
					"seed {}, log of {} entries: {} cuts of {} clients, {} messages in {} rooms, {} says repeated, "
							+ "{} doubles",
					this.seed, logEntries, this.trial.cuts(), CLIENTS, texts.size(), ROOMS.size(),
					this.trial.repeated(), doubles);
			assertThat(doubles).as("texts said twice, seed %d", this.seed).isZero();
			assertThat(texts.size()).as("texts said, seed %d", this.seed).isEqualTo(said);
			assertThat(this.trial.cuts()).as("cuts, seed %d", this.seed).isGreaterThanOrEqualTo(CUTS);
		}
		catch (Exception | AssertionError ex) {
			throw new AssertionError("seed " + this.seed + ", " + this.trial.cuts() + " cuts: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Runs the trial: when it is over and every client has all its receipts, the witness
	 * says the last text.
	 */
	private List<CutClient> cutAgainAndAgain(ChatServer server, CutWitness witness) throws Exception {
		List<Future<CutClient>> running = IntStream.range(0, CLIENTS)
			.mapToObj((i) -> new CutClient(server, ROOMS, LAST_TEXT, this.trial, new Random(this.seed + i)))
			.map((client) -> this.threads.submit((Callable<CutClient>) client))
			.toList();
		witness.listenAndTalkUntil(() -> this.trial.isSettled(CLIENTS));
		witness.sayEverywhere(LAST_TEXT);
		List<CutClient> clients = new ArrayList<>();
		for (Future<CutClient> client : running) {
			clients.add(client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
		}
		return clients;
	}

	/**
	 * Returns all that the clients have said, as the witness has heard it.
	 */
	private static List<String> textsOf(List<CutClient> clients, CutWitness witness) {
		List<Long> numbers = clients.stream().map(CutClient::client).toList();
		return ROOMS.stream()
			.flatMap((room) -> witness.messages(room).stream())
			.filter((message) -> numbers.contains(message.client()))
			.map(JsonEvent.Message::text)
			.toList();
	}

	private void assertThatAllIsHeardOnce(CutClient client, String room, CutWitness witness) {
		List<JsonEvent.Message> heard = client.messages(room);
		List<JsonEvent.Message> all = witness.messagesAfter(room, client.start(room));
		int common = 0;
		while (common < Math.min(heard.size(), all.size()) && heard.get(common).equals(all.get(common))) {
			common++;
		}
		assertThat(common)
			.as("seed %d: client %d heard %d of %d messages in %s, where the first differs", this.seed, client.client(),
					heard.size(), all.size(), room)
			.isEqualTo(all.size());
		assertThat(heard.size()).as("seed %d: messages of client %d in %s", this.seed, client.client(), room)
			.isEqualTo(all.size());
		assertThat(heard.stream().filter((one) -> one.client() == client.client()))
			.extracting((one) -> Integer.parseInt(one.text().replaceFirst("^\\d+/(\\d+) .*$", "$1")))
			.as("seed %d: order of what client %d said in %s", this.seed, client.client(), room)
			.isSorted();
	}

}
