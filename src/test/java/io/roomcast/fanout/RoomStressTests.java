package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Publishers run on threads of their own, sockets take random parts, clients join and
 * leave meanwhile: with any seed, every subscriber sees one order from its join on, with
 * nothing missing and nothing twice.
 */
@Tag("alone")
class RoomStressTests {

	private static final int PUBLISHERS = 4;

	private static final int MESSAGES = 1_500;

	private static final int GUESTS = 40;

	// Large enough that no subscriber is lost for being slow.
	private static final Limits LIMITS = Limits.defaults()
		.withLog(1 << 16, 1 << 28)
		.withLag(200, 1 << 20)
		.withWriteBytes(2_000);

	private final ExecutorService pumps = Executors.newFixedThreadPool(2);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Hub hub = new Hub(this.pumps, LIMITS, Clock.systemUTC(), this.pumps);

	private final long seed = new Random().nextLong();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.pumps.shutdownNow();
	}

	@RepeatedTest(5)
	void everySubscriberSeesOneOrderWithoutLossOrDouble() throws Exception {
		List<Participant> publishers = new ArrayList<>();
		for (int i = 1; i <= PUBLISHERS; i++) {
			publishers.add(new Participant(i));
		}
		Participant witness = new Participant(PUBLISHERS + 1);

		List<Future<?>> running = new ArrayList<>();
		for (Participant publisher : publishers) {
			running.add(this.threads.submit(() -> publish(publisher)));
		}
		List<Participant> guests = comeAndGo(running);
		for (Future<?> publishing : running) {
			publishing.get(30, TimeUnit.SECONDS);
		}

		soon().untilAsserted(
				() -> assertThat(witness.outlet.messages()).as("seed %d", this.seed).hasSize(PUBLISHERS * MESSAGES));
		List<String> order = witness.outlet.messages();
		assertThatEachPublishersMessagesAreInOrder(order);
		for (Participant publisher : publishers) {
			await()
				.untilAsserted(() -> assertThat(publisher.outlet.messages()).as("seed %d", this.seed).isEqualTo(order));
		}
		for (Participant guest : guests) {
			assertThatIsRangeOf(order, guest.outlet.messages());
		}
	}

	private static ConditionFactory soon() {
		return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).timeout(Duration.ofSeconds(30));
	}

	private Void publish(Participant participant) throws InterruptedException {
		for (int i = 0; i < MESSAGES; i++) {
			String text = participant.number + " " + i;
			participant.room.publish(participant.subscriber, new TestContent(text, text));
			CountDownLatch open = new CountDownLatch(1);
			participant.room.whenCaughtUp(open::countDown);
			assertThat(open.await(30, TimeUnit.SECONDS)).as("seed %d: publisher goes on", this.seed).isTrue();
		}
		return null;
	}

	private List<Participant> comeAndGo(List<Future<?>> running) throws InterruptedException {
		Random random = new Random(this.seed);
		List<Participant> guests = new ArrayList<>();
		for (int i = 0; i < GUESTS; i++) {
			Participant guest = new Participant(1_000L + i);
			guests.add(guest);
			int stay = random.nextInt(200);
			soon().until(() -> guest.outlet.messages().size() >= stay || running.stream().allMatch(Future::isDone));
			CountDownLatch served = new CountDownLatch(1);
			this.hub.leave(guest.room, guest.subscriber, TestContent.none(), TestLeave.whenServed(served::countDown));
			assertThat(served.await(30, TimeUnit.SECONDS)).as("seed %d: leaver is served", this.seed).isTrue();
		}
		return guests;
	}

	private void assertThatEachPublishersMessagesAreInOrder(List<String> order) {
		Map<String, Integer> next = new HashMap<>();
		for (String message : order) {
			String[] parts = message.split(" ", 2);
			assertThat(Integer.parseInt(parts[1])).as("seed %d: %s", this.seed, message)
				.isEqualTo(next.merge(parts[0], 1, Integer::sum) - 1);
		}
	}

	private void assertThatIsRangeOf(List<String> order, List<String> seen) {
		if (seen.isEmpty()) {
			return;
		}
		int start = order.indexOf(seen.get(0));
		assertThat(seen).as("seed %d", this.seed).isEqualTo(order.subList(start, start + seen.size()));
	}

	/**
	 * A subscriber in the room.
	 */
	private final class Participant {

		private final long number;

		private final FitfulOutlet outlet;

		private final Subscriber subscriber;

		private final Room room;

		private Participant(long number) {
			this.number = number;
			this.outlet = new FitfulOutlet(new Random(RoomStressTests.this.seed + number));
			this.subscriber = TestSubscribers.text(number, this.outlet);
			this.room = TestJoin.silently(RoomStressTests.this.hub, "room", this.subscriber);
		}

	}

	/**
	 * An outlet that takes a random part of each write, and the rest later.
	 */
	private final class FitfulOutlet extends TestOutlet {

		private final FakeOutlet wire = new FakeOutlet();

		private final Random random;

		private FitfulOutlet(Random random) {
			this.random = random;
		}

		@Override
		public synchronized WriteResult write(ByteBuffer bytes, WriteWaiter writer) {
			if (this.random.nextInt(4) == 0) {
				this.wire.takeOnly(this.random.nextInt(bytes.remaining() + 1));
			}
			return this.wire.write(bytes, writer);
		}

		@Override
		public synchronized void finish(ByteBuffer rest) {
			this.wire.finish(rest);
			RoomStressTests.this.threads.execute(() -> takeRest().run());
		}

		private synchronized Runnable takeRest() {
			return this.wire.takeRest();
		}

		@Override
		public synchronized void close(Disconnect disconnect) {
			throw new IllegalStateException("closed with " + disconnect);
		}

		private synchronized List<String> messages() {
			return this.wire.texts();
		}

	}

}
