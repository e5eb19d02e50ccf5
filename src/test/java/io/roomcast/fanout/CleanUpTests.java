package io.roomcast.fanout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What a hub drops when all rooms together are over a budget.
 */
class CleanUpTests {

	private static final int LIVE_BUDGET = 1_000_000;

	private final ManualExecutor pump = new ManualExecutor();

	private final Hub hub = this.pump.newHub(Limits.defaults().withBudgets(LIVE_BUDGET, LIVE_BUDGET, LIVE_BUDGET));

	private long lastClient;

	@Test
	void slowClientsDoNotDisplaceHistory() {
		Room quiet = join("quiet", subscriber(new DiscardingOutlet()));
		quiet.say(TestContent.of("kept"));
		stallIn("loud");

		for (int i = 0; i < 1_500; i++) {
			say("loud", 1_000);
		}

		assertThat(quiet.pageAfter(null, 10).messages()).hasSize(1);
	}

	@Test
	void historyDoesNotDisplaceLiveEntries() {
		stallIn("slow");
		say("slow", 10);
		long kept = room("slow").liveBytes();

		for (int i = 0; i < 200; i++) {
			say("room" + i, 10_000);
		}

		assertThat(kept).isPositive();
		assertThat(room("slow").liveBytes()).isEqualTo(kept);
	}

	@Test
	void largestLiveLogIsShortenedFirst() {
		stallIn("small");
		say("small", 10);
		long small = room("small").liveBytes();
		stallIn("large");

		for (int i = 0; i < 1_000; i++) {
			say("large", 1_000);
		}

		assertThat(this.hub.logBytes()).isLessThan(2 * LIVE_BUDGET);
		assertThat(room("small").liveBytes()).isEqualTo(small);
	}

	@Test
	void liveEntriesOfAnEmptyRoomCountUntilSlowLeaversAreServed() {
		FakeOutlet wire = stallIn("room");
		for (int i = 0; i < 3; i++) {
			say("room", 10_000);
		}
		room("room").pageAfter(null, 1);
		leaveAll();

		this.hub.cleanUp();
		assertThat(this.hub.logBytes()).isPositive();

		wire.readOn();
		this.pump.runAll();
		assertThat(this.hub.logBytes() - historyOf("room")).isZero();
	}

	@Test
	void cleanUpSucceedsWhilePublishersRun() throws InterruptedException {
		Hub busy = new Hub(Runnable::run, Limits.defaults().withBudgets(1_000, LIVE_BUDGET, LIVE_BUDGET),
				new TestClock(CleanUpTests::anyTime), (task) -> {
				});
		List<Room> rooms = new ArrayList<>();
		for (int i = 0; i < 3_000; i++) {
			rooms.add(TestJoin.silently(busy, "room" + i, subscriber(new DiscardingOutlet())));
		}
		List<Thread> publishers = List.of(publisher(rooms), publisher(rooms));
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);

		assertThatNoException().isThrownBy(() -> {
			while (System.nanoTime() - end < 0) {
				busy.cleanUp();
			}
		});

		for (Thread publisher : publishers) {
			publisher.interrupt();
			publisher.join();
		}
	}

	/**
	 * Tells a random time, so that the order of rooms by age changes at each call.
	 */
	private static Instant anyTime() {
		return Instant.ofEpochMilli(ThreadLocalRandom.current().nextLong(Duration.ofMinutes(5).toMillis()));
	}

	private static Thread publisher(List<Room> rooms) {
		Thread publisher = new Thread(() -> {
			while (!Thread.currentThread().isInterrupted()) {
				rooms.get(ThreadLocalRandom.current().nextInt(rooms.size())).say(TestContent.of("x"));
			}
		});
		publisher.start();
		return publisher;
	}

	private final List<Runnable> leaves = new ArrayList<>();

	private void leaveAll() {
		this.leaves.forEach(Runnable::run);
		this.pump.runAll();
	}

	private FakeOutlet stallIn(String name) {
		FakeOutlet wire = new FakeOutlet();
		join(name, subscriber(wire));
		wire.takeOnly(0);
		return wire;
	}

	private Subscriber subscriber(Outlet outlet) {
		return TestSubscribers.json(++this.lastClient, outlet);
	}

	private Room join(String name, Subscriber subscriber) {
		Room room = TestJoin.welcomed(this.hub, name, subscriber);
		this.leaves.add(() -> this.hub.leave(room, subscriber, TestContent.none(), TestLeave.ignored()));
		this.pump.runAll();
		return room;
	}

	private void say(String name, int length) {
		this.hub.say(name, TestContent.of("x".repeat(length)));
		this.pump.runAll();
	}

	private Room room(String name) {
		return this.hub.find(name).orElseThrow();
	}

	private long historyOf(String name) {
		return this.hub.find(name)
			.map((room) -> room.pageAfter(null, 1_000)
				.messages()
				.stream()
				.mapToLong((stored) -> new Entry(Entry.Kind.MESSAGE, 0, stored.position(), 0, stored.content(), 0)
					.weight())
				.sum())
			.orElse(0L);
	}

}
