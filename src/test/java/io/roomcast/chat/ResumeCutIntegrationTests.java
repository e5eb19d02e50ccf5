package io.roomcast.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The proof that a resume neither loses nor doubles: readers are cut at random bytes
 * while others publish all the time, and whatever the seed, each has in the end what one
 * has who was never cut.
 */
class ResumeCutIntegrationTests {

	private static final int CUTS = 500;

	private static final int READERS = 6;

	private static final int PUBLISHERS = 3;

	private static final Duration PATIENCE = Duration.ofSeconds(25);

	private static final String LAST_TEXT = "that is all";

	private static final Logger logger = LoggerFactory.getLogger(ResumeCutIntegrationTests.class);

	private final long seed = new Random().nextLong();

	private final CutTrial trial = new CutTrial(CUTS, PATIENCE);

	@AutoClose("shutdownNow")
	private final ExecutorService threads = Executors.newFixedThreadPool(READERS + PUBLISHERS);

	/**
	 * With the small log a reader may also fall out of it while it is connected. That it
	 * then misses nothing is proved by {@code SlowJsonClientIntegrationTests}: here it
	 * does not happen in every run.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 4096, 64 })
	void everyReaderHasEveryMessageOnceAndInOrder(int logEntries) throws Exception {
		try (ChatServer server = ChatServer.start("roomcast.room.log-entries=" + logEntries,
				"roomcast.room.history-entries=10000000", "roomcast.room.history-size=1GB",
				"roomcast.memory.history-budget=4GB"); CutWitness witness = new CutWitness(this.trial)) {
			witness.open(server.ws("/chat"));
			witness.listenUntil(witness::isWelcome);

			List<Future<CutReader.Heard>> reading = startReaders(server.ws("/chat"));
			long published = publish(server.ws("/chat"), witness);
			List<CutReader.Heard> heard = new ArrayList<>();
			for (Future<CutReader.Heard> reader : reading) {
				heard.add(reader.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
			}

			assertThat(witness.messages().size()).as("messages, seed %d", this.seed).isEqualTo(published);
			for (int i = 0; i < READERS; i++) {
				assertThatAllIsHeardOnce(i, heard.get(i).messages(), witness.messagesAfter(heard.get(i).start()));
			}
			assertThat(this.trial.cuts()).as("cuts, seed %d", this.seed).isGreaterThanOrEqualTo(CUTS);
			logger.info("seed {}, log of {} entries: {} cuts of {} readers, {} messages", this.seed, logEntries,
					this.trial.cuts(), READERS, published);
		}
		catch (Exception | AssertionError ex) {
			throw new AssertionError("seed " + this.seed + ", " + this.trial.cuts() + " cuts: " + ex.getMessage(), ex);
		}
	}

	private List<Future<CutReader.Heard>> startReaders(String url) {
		List<Future<CutReader.Heard>> reading = new ArrayList<>();
		for (int i = 0; i < READERS; i++) {
			reading.add(this.threads.submit(new CutReader(url, LAST_TEXT, this.trial, new Random(this.seed + i))));
		}
		return reading;
	}

	/**
	 * Has all publishers publish until there are cuts enough.
	 * @return how many messages
	 */
	private long publish(String url, CutWitness witness) throws Exception {
		List<CutPublisher> publishers = new ArrayList<>();
		List<Future<Integer>> publishing = new ArrayList<>();
		for (int i = 0; i < PUBLISHERS; i++) {
			CutPublisher publisher = new CutPublisher(this.trial, new Random(this.seed - 1 - i));
			publisher.open(url);
			publishers.add(publisher);
			publishing.add(this.threads.submit(publisher));
		}
		witness.listenUntil(this.trial::isOver);
		long published = 1;
		for (Future<Integer> publisher : publishing) {
			published += publisher.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		publishers.get(0).sayAndWait(LAST_TEXT);
		publishers.forEach(CutPublisher::close);
		witness.listenUntil(() -> witness.hasHeard(LAST_TEXT));
		return published;
	}

	private void assertThatAllIsHeardOnce(int reader, List<JsonEvent.Message> heard, List<JsonEvent.Message> all) {
		int common = 0;
		while (common < Math.min(heard.size(), all.size()) && heard.get(common).equals(all.get(common))) {
			common++;
		}
		assertThat(common)
			.as("seed %d: reader %d heard %d of %d messages, where the first differs", this.seed, reader, heard.size(),
					all.size())
			.isEqualTo(all.size());
		assertThat(heard.size()).as("seed %d: messages of reader %d", this.seed, reader).isEqualTo(all.size());
	}

}
