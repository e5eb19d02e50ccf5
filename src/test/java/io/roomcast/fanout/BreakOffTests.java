package io.roomcast.fanout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.roomcast.fanout.Traffic.Slow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A room whose log goes on from another branch.
 */
class BreakOffTests {

	private static final String CLOSED = "1013 the room's log was replaced: come back with your last cursor";

	private static final Limits SMALL = Limits.defaults()
		.withLog(4, 100_000)
		.withWriteBytes(64)
		.withHistory(10, 100_000, Duration.ofMinutes(10));

	private final ManualExecutor pump = new ManualExecutor();

	private final Hub hub = this.pump.newHub(SMALL);

	private final TestBranch old = TestBranch.of(5, 77);

	private final Room room = this.old.open(this.hub, List.of());

	private final FakeOutlet wire = new FakeOutlet();

	private final Subscriber alice = TestSubscribers.json(2, this.wire);

	@Test
	void subscriberGetsWhatWasAddedBeforeThenTheGapThenTheNewBranch() {
		join(this.alice, Start.NOW);
		this.room.accept(this.old.say("m1"));
		TestBranch next = this.old.fork(88);
		this.room.accept(this.old.say("m2"));

		next.replace(this.room, List.of());
		this.room.accept(next.say("n2", "n3"));
		this.pump.runAll();

		assertThat(this.wire.texts()).containsExactly("welcome false 5:0:0", "m1", "m2", "gap", "n2", "n3");
	}

	@Test
	void plainTextSubscriberGoesOnPastTheGap() {
		FakeOutlet text = new FakeOutlet();
		join(TestSubscribers.text(3, text), Start.NOW);
		this.room.accept(this.old.say("m1"));

		TestBranch next = TestBranch.of(6, 88);
		next.replace(this.room, next.say("n1", "n2"));
		this.room.accept(next.say("n3"));
		this.pump.runAll();

		assertThat(text.texts()).containsExactly("welcome false 5:0:0", "m1", "gap", "n3");
		assertThat(text.closed()).isNull();
	}

	@Test
	void clientsThatComeBackAreServedFromTheNewBranchOnly() {
		this.room.accept(this.old.say("m1"));
		Position shared = this.old.end();
		TestBranch next = this.old.fork(88);
		this.room.accept(this.old.say("m2", "m3"));
		Position lost = this.old.end();

		next.replace(this.room, List.of());
		this.room.accept(next.say("n2", "n3"));

		assertThat(joined(new Start.After(shared))).containsExactly("welcome true 5:1:77", "n2", "n3");
		assertThat(joined(new Start.After(lost))).containsExactly("welcome false 5:3:88");
	}

	@Test
	void replayUnderWayAtABreakIsClosed() {
		Position since = this.old.end();
		this.room.accept(this.old.say("m1", "m2", "m3", "m4", "m5", "m6", "m7"));
		this.wire.takeOnly(5);
		join(this.alice, new Start.After(since));

		TestBranch next = TestBranch.of(6, 88);
		next.replace(this.room, next.say("n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8"));
		this.wire.readOn();
		this.pump.runAll();

		assertThat(this.wire.closed()).isEqualTo(CLOSED);
		assertThat(this.wire.texts()).containsExactly("welcome true 5:0:0");
		assertThat(this.hub.traffic().slow(Slow.LOST)).isOne();
	}

	@Test
	void replayThatIsOverGoesOnWithLiveEntriesThenTheGap() {
		Position since = this.old.end();
		this.room.accept(this.old.say("m1", "m2"));
		join(this.alice, new Start.After(since));
		this.room.accept(this.old.say("m3"));

		TestBranch next = TestBranch.of(6, 88);
		next.replace(this.room, List.of());
		this.room.accept(next.say("n1"));
		this.pump.runAll();

		assertThat(this.wire.texts()).containsExactly("welcome true 5:0:0", "m1", "m2", "m3", "gap", "n1");
	}

	@Test
	void slowSubscriberWhoseGapIsDroppedIsClosed() {
		join(this.alice, Start.NOW);
		this.wire.takeOnly(0);
		say(this.old, "m1");

		TestBranch next = TestBranch.of(6, 88);
		next.replace(this.room, next.say("n1", "n2"));
		say(next, "n3", "n4", "n5", "n6", "n7");
		this.wire.readOn();
		this.pump.runAll();

		assertThat(this.wire.texts()).containsExactly("welcome false 5:0:0", "m1");
		assertThat(this.wire.closed()).isEqualTo(CLOSED);
	}

	@Test
	void slowSubscriberThatPassedTheGapGoesOnFromTheHistory() {
		join(this.alice, Start.NOW);
		TestBranch next = TestBranch.of(6, 88);
		next.replace(this.room, next.say("n1", "n2", "n3"));
		this.pump.runAll();
		this.wire.takeOnly(0);

		say(next, "n4", "n5", "n6", "n7", "n8", "n9", "n10");
		this.wire.readOn();
		this.pump.runAll();

		assertThat(this.wire.texts()).containsExactly("welcome false 5:0:0", "gap", "n4", "n5", "n6", "n7", "n8", "n9",
				"n10");
	}

	@Test
	void gapInTheHistoryIsToldInPositionsOfTheNewBranch() {
		List<String> gaps = new ArrayList<>();
		Subscriber carl = new Subscriber(3, this.wire, Format.JSON, (room, after, position) -> {
			gaps.add(text(after) + " to " + text(position));
			return Frames.none();
		});
		say(this.old, "m1", "m2", "m3");
		join(carl, Start.NOW);
		TestBranch next = TestBranch.of(6, 88);
		next.replace(this.room, next.say("n1"));
		this.pump.runAll();
		this.wire.takeOnly(0);

		say(next, IntStream.rangeClosed(2, 30).mapToObj((i) -> "n" + i).toArray(String[]::new));
		this.wire.readOn();
		this.pump.runAll();

		assertThat(gaps).containsExactly("6:2:88 to 6:20:88");
		assertThat(this.wire.texts()).startsWith("welcome false 5:3:77", "gap", "n2", "n21").endsWith("n30");
	}

	@Test
	void pagesFollowTheNewBranch() {
		say(this.old, "m1", "m2", "m3", "m4", "m5");
		Position lost = this.old.end();

		TestBranch next = TestBranch.of(5, 88);
		next.replace(this.room, next.say("n1", "n2", "n3"));
		say(next, "n4", "n5", "n6");

		assertThat(this.room.pageAfter(lost, 10).complete()).isFalse();
		assertThat(this.room.pageBefore(lost, 2)).isEqualTo(new HistoryPage(
				this.room.pageAfter(new Position(5, 4, 88), 2).messages(), new Position(5, 5, 88), false, true));
		assertThat(this.room.pageBefore(new Position(5, 2, 88), 10).messages()).singleElement()
			.extracting(StoredMessage::position)
			.isEqualTo(new Position(5, 1, 88));
	}

	@Test
	void historyThatDoesNotEndAtTheEndIsRefused() {
		TestBranch next = TestBranch.of(6, 88);
		List<Placed> history = next.say("n1", "n2");
		say(this.old, "m1");

		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.room.breakOff(history.subList(0, 1), next.end(), TestContent.none()))
			.withMessageStartingWith("the history ends at Position[epoch=6, offset=1");
		assertThat(this.room.position()).isEqualTo(this.old.end());
	}

	private void say(TestBranch branch, String... texts) {
		for (String text : texts) {
			this.room.accept(branch.say(text));
			this.pump.runAll();
		}
	}

	private List<String> joined(Start start) {
		FakeOutlet outlet = new FakeOutlet();
		join(TestSubscribers.json(4, outlet), start);
		return outlet.texts();
	}

	private void join(Subscriber subscriber, Start start) {
		this.hub.join(this.room, subscriber,
				new Joining(start,
						(joined) -> Frames.text("welcome " + joined.recovered() + " " + text(joined.position())),
						TestContent.none()),
				1);
		this.pump.runAll();
	}

	private static String text(Position position) {
		return position.epoch() + ":" + position.offset() + ":" + position.nonce();
	}

}
