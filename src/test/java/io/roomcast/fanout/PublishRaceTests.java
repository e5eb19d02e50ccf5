package io.roomcast.fanout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client leaves while it publishes, many times.
 */
@Tag("alone")
class PublishRaceTests {

	private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final int MIN_ROUNDS = 1_000;

	private final ManualExecutor pump = new ManualExecutor();

	@AutoClose
	private final SpinningPump speaker = new SpinningPump();

	private final Hub hub = this.pump.newHub(Limits.defaults().withHistory(0, 0, Duration.ofDays(1)));

	@Test
	void noMessageComesAfterTheLeaveNoticeOfItsSender() throws InterruptedException {
		int rounds = 0;
		int wrong = 0;

		long start = System.nanoTime();
		for (; rounds <= MIN_ROUNDS || System.nanoTime() - start < RACE_NANOS; rounds++) {
			wrong += isHeardAfterItLeft(3L * rounds) ? 1 : 0;
		}

		assertThat(wrong).as("of %d rooms, those that heard 'bob left' before 'hi'", rounds).isZero();
	}

	private boolean isHeardAfterItLeft(long id) throws InterruptedException {
		FakeOutlet wire = new FakeOutlet();
		Subscriber alice = TestSubscribers.text(id + 1, wire);
		Subscriber bob = TestSubscribers.text(id + 2, new DiscardingOutlet());
		Room room = join(alice);
		join(bob);
		this.pump.runAll();
		CountDownLatch said = new CountDownLatch(1);
		AtomicInteger arrived = new AtomicInteger();

		this.speaker.execute(() -> {
			meet(arrived);
			room.publish(bob, TestContent.of("hi"));
			said.countDown();
		});
		meet(arrived);
		leave(room, bob);
		said.await();
		this.pump.runAll();

		List<String> heard = wire.texts();
		leave(room, alice);
		this.pump.runAll();
		return heard.contains("hi") && heard.indexOf("hi") > heard.indexOf("bob left");
	}

	private static void meet(AtomicInteger arrived) {
		arrived.incrementAndGet();
		while (arrived.get() < 2) {
			Thread.onSpinWait();
		}
	}

	private Room join(Subscriber subscriber) {
		return TestJoin.silently(this.hub, "room", subscriber);
	}

	private void leave(Room room, Subscriber subscriber) {
		this.hub.leave(room, subscriber, TestContent.forOthers("bob left"), TestLeave.ignored());
	}

}
