package io.roomcast.fanout;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryBudgetTests {

	private static final TestContent LINE = TestContent.of("x".repeat(1_000));

	private static final long BUDGET = 64L << 20;

	private final ManualExecutor pump = new ManualExecutor();

	private Instant now = Instant.EPOCH;

	private final Hub hub = new Hub(this.pump, Limits.defaults(), new TestClock(() -> this.now), this.pump);

	private long lastClient;

	@Test
	void hundredThousandRoomsStayWithinTheBudget() {
		long most = 0;
		for (int room = 0; room < 100_000; room++) {
			sayAndLeave("room" + room);
			advance(Duration.ofMillis(1));
			most = Math.max(most, this.hub.logBytes());
		}

		assertThat(100_000L * LINE.size()).isGreaterThan(BUDGET);
		assertThat(most).isBetween(BUDGET / 10 * 9, BUDGET + 10_000);
		assertThat(this.hub.rooms()).hasSizeLessThan((int) (BUDGET / LINE.size()));
	}

	@Test
	void idlestRoomsLoseTheirHistoryFirst() {
		sayAndLeave("oldest");
		while (this.hub.logBytes() < BUDGET - 10_000) {
			advance(Duration.ofMillis(1));
			sayAndLeave("room" + this.lastClient);
		}
		advance(Duration.ofMillis(1));
		sayAndLeave("young");
		for (int i = 0; i < 10; i++) {
			sayAndLeave("more" + i);
		}

		assertThat(this.hub.rooms()).extracting(Room::name).contains("young").doesNotContain("oldest");
	}

	@Test
	void emptyRoomIsDroppedOnceItsHistoryHasExpired() {
		sayAndLeave("room");

		advance(Duration.ofMinutes(10));
		this.hub.cleanUp();
		assertThat(this.hub.rooms()).hasSize(1);

		advance(Duration.ofMillis(1));
		this.hub.cleanUp();
		assertThat(this.hub.rooms()).isEmpty();
		assertThat(this.hub.logBytes()).isZero();
	}

	@Test
	void occupiedRoomIsNeverDropped() {
		join("room");

		advance(Duration.ofDays(1));
		this.hub.cleanUp();

		assertThat(this.hub.rooms()).hasSize(1);
		assertThat(this.hub.occupiedRooms()).isOne();
	}

	private void advance(Duration time) {
		this.now = this.now.plus(time);
	}

	private void sayAndLeave(String name) {
		Subscriber subscriber = TestSubscribers.text(++this.lastClient, new FakeOutlet());
		Room room = TestJoin.silently(this.hub, name, subscriber);
		room.publish(subscriber, LINE);
		this.hub.leave(room, subscriber, TestContent.none(), TestLeave.ignored());
		this.pump.runAll();
	}

	private void join(String name) {
		Subscriber subscriber = TestSubscribers.text(++this.lastClient, new FakeOutlet());
		TestJoin.silently(this.hub, name, subscriber);
		this.pump.runAll();
	}

}
