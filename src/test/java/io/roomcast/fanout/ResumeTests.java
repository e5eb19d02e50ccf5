package io.roomcast.fanout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.roomcast.fanout.Traffic.Slow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResumeTests {

	private static final Limits SMALL = Limits.defaults()
		.withLog(4, 100_000)
		.withWriteBytes(64)
		.withHistory(10, 100_000, Duration.ofMinutes(10));

	private final ManualExecutor pump = new ManualExecutor();

	private final Hub hub = this.pump.newHub(SMALL);

	private final Subscriber bob = TestSubscribers.json(1, new FakeOutlet());

	private final Room room = join(this.bob, null);

	private final FakeOutlet wire = new FakeOutlet();

	private final Subscriber alice = TestSubscribers.json(2, this.wire);

	@Test
	void missedMessagesComeBeforeLiveOnes() {
		Position since = say(1, 3);
		say(4, 6);

		join(this.alice, since);
		say(7, 8);

		assertThat(texts()).containsExactly("welcome true 3", "m4", "m5", "m6", "m7", "m8");
	}

	@Test
	void noticesAreNotReplayed() {
		Position since = say(1, 1);
		join(TestSubscribers.json(3, new FakeOutlet()), null);
		say(2, 2);

		join(this.alice, since);
		this.pump.runAll();

		assertThat(texts()).containsExactly("welcome true 1", "m2");
	}

	@Test
	void subscriberThatMissedNothingIsRecovered() {
		Position since = say(1, 3);

		join(this.alice, since);
		this.pump.runAll();

		assertThat(texts()).containsExactly("welcome true 3");
	}

	@Test
	void positionOlderThanHistoryIsNotRecovered() {
		Position since = say(1, 3);
		say(4, 14);

		join(this.alice, since);
		say(15, 15);

		assertThat(texts()).containsExactly("welcome false 14", "m15");
	}

	@Test
	void positionOfAnotherEpochIsNotRecovered() {
		Position since = say(1, 3);

		join(this.alice, new Position(since.epoch() + 1, 2, 0));
		this.pump.runAll();

		assertThat(texts()).containsExactly("welcome false 3");
	}

	@Test
	void positionAheadOfTheRoomIsNotRecovered() {
		Position since = say(1, 3);

		join(this.alice, new Position(since.epoch(), 4, 0));
		this.pump.runAll();

		assertThat(texts()).containsExactly("welcome false 3");
	}

	@Test
	void longReplayContinuesWithLiveMessagesWithoutLossOrDouble() {
		Position since = say(1, 1);
		publish(2, 11);
		this.pump.runAll();

		join(this.alice, since);
		this.pump.runNext();
		publish(12, 14);
		this.pump.runAll();

		List<String> expected = new ArrayList<>(List.of("welcome true 1"));
		IntStream.rangeClosed(2, 14).forEach((i) -> expected.add(text(i)));
		assertThat(texts()).isEqualTo(expected);
	}

	@Test
	void slowClientContinuesFromHistoryWhenTheLiveLogHasMovedPastIt() {
		join(this.alice, null);
		this.wire.takeOnly(0);

		say(1, 9);
		this.wire.readOn();
		this.pump.runAll();
		say(10, 10);

		assertThat(texts()).containsExactly("welcome false 0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9",
				"m10");
		assertThat(this.hub.traffic().slow(Slow.CAUGHT_UP)).isOne();
	}

	@Test
	void slowClientIsToldOfAGapWhenHistoryHasMovedPastItToo() {
		join(this.alice, null);
		this.pump.runAll();
		this.wire.takeOnly(0);

		say(1, 20);
		this.wire.readOn();
		this.pump.runAll();

		// The first is the one that was under way.
		assertThat(texts()).startsWith("welcome false 0", "m1", "gap 1 10", "m11").endsWith("m20").hasSize(13);
	}

	@Test
	void slowReplayIsToldOfAGapWhenHistoryMovesPastIt() {
		Position since = say(1, 1);
		say(2, 11);
		this.wire.takeOnly(5);
		join(this.alice, since);
		this.pump.runAll();

		say(12, 40);
		this.wire.readOn();
		this.pump.runAll();

		assertThat(texts()).startsWith("welcome true 1", "gap 1 11", "gap 11 30", "m31").endsWith("m40").hasSize(13);
	}

	@Test
	void clientWhoseProtocolKnowsNoGapsIsClosedInsteadOfMissingMessages() {
		Hub roomy = this.pump.newHub(SMALL.withLog(100, 100_000));
		Room other = TestJoin.silently(roomy, "room", TestSubscribers.text(1, new FakeOutlet()));
		IntStream.rangeClosed(1, 6).forEach((i) -> other.say(TestContent.of("m" + i)));
		this.pump.runAll();
		this.wire.takeOnly(5);
		roomy.join("room", TestSubscribers.text(2, this.wire),
				new Joining(new Start.After(new Position(other.position().epoch(), 1, 0)),
						(joined) -> Frames.text("welcome"), TestContent.none()));
		this.pump.runAll();

		IntStream.rangeClosed(7, 40).forEach((i) -> other.say(TestContent.of("m" + i)));
		this.pump.runAll();
		this.wire.readOn();
		this.pump.runAll();

		assertThat(this.wire.closed()).startsWith("1013 ");
		assertThat(roomy.traffic().slow(Slow.LOST)).isOne();
	}

	@Test
	void resumedClientIsNotCountedAsSlow() {
		Position since = say(1, 1);
		publish(2, 11);
		this.pump.runAll();

		join(this.alice, since);
		this.pump.runAll();

		assertThat(texts()).hasSize(11);
		assertThat(this.hub.traffic().slow(Slow.CAUGHT_UP)).isZero();
	}

	@Test
	void slowLeaverServedFromHistoryGetsNothingSaidAfterItLeft() {
		join(this.alice, null);
		this.pump.runAll();
		this.wire.takeOnly(0);
		say(1, 3);
		List<String> heardWhenServed = new ArrayList<>();

		this.hub.leave(this.room, this.alice, TestContent.none(),
				TestLeave.whenServed(() -> heardWhenServed.addAll(texts())));
		say(4, 10);
		this.wire.readOn();
		this.pump.runAll();

		assertThat(texts()).containsExactly("welcome false 0", "m1", "m2", "m3");
		assertThat(heardWhenServed).isEqualTo(texts());
	}

	@Test
	void leaverIsServedOnlyOnceItIsToldOfItsGap() {
		join(this.alice, null);
		this.pump.runAll();
		this.wire.takeOnly(0);
		say(1, 20);
		List<String> heardWhenServed = new ArrayList<>();
		this.hub.leave(this.room, this.alice, TestContent.none(),
				TestLeave.whenServed(() -> heardWhenServed.addAll(texts())));

		say(21, 40);
		this.wire.readOn();
		this.pump.runAll();

		assertThat(texts()).containsExactly("welcome false 0", "m1", "gap 1 20");
		assertThat(heardWhenServed).isEqualTo(texts());
	}

	@Test
	void roomKeepsItsHistoryWhenAllHaveLeft() {
		Position since = say(1, 1);
		say(2, 3);
		this.hub.leave(this.room, this.bob, TestContent.forOthers("bob left"), TestLeave.ignored());
		this.pump.runAll();

		join(this.alice, since);
		this.pump.runAll();

		assertThat(texts()).containsExactly("welcome true 1", "m2", "m3");
	}

	@Test
	void burstIsOneWriteWithAFrameForEachMessage() {
		join(this.alice, null);
		this.pump.runAll();
		int before = this.wire.writes();

		IntStream.rangeClosed(1, 5).forEach((i) -> this.room.publish(this.bob, TestContent.of("m" + i)));
		this.pump.runAll();

		assertThat(this.wire.writes() - before).isOne();
		assertThat(this.wire.texts()).endsWith("m1", "m2", "m3", "m4", "m5");
	}

	@Test
	void bothFormatsSeeTheSameOrderOverManyWrites() {
		FakeOutlet frames = new FakeOutlet();
		join(TestSubscribers.text(3, frames), null);
		join(this.alice, null);
		this.pump.runAll();

		publish(1, 30);
		this.pump.runAll();

		List<String> expected = IntStream.rangeClosed(1, 30).mapToObj(ResumeTests::text).toList();
		assertThat(texts()).endsWith(expected.toArray(String[]::new));
		assertThat(frames.texts()).endsWith(expected.toArray(String[]::new));
	}

	private static String text(int number) {
		return "m" + number + "x".repeat(number % 7);
	}

	/**
	 * Publishes without delivering.
	 */
	private void publish(int first, int last) {
		IntStream.rangeClosed(first, last).forEach((i) -> this.room.publish(this.bob, TestContent.of(text(i))));
	}

	private Position say(int first, int last) {
		for (int i = first; i <= last; i++) {
			this.room.publish(this.bob, TestContent.of("m" + i));
			this.pump.runAll();
		}
		return this.room.position();
	}

	private Room join(Subscriber subscriber, @Nullable Position since) {
		return this.hub.join("room", subscriber,
				new Joining((since != null) ? new Start.After(since) : Start.NOW,
						(joined) -> Frames.text("welcome " + joined.recovered() + " " + joined.position().offset()),
						TestContent.none()));
	}

	private List<String> texts() {
		return this.wire.texts();
	}

}
