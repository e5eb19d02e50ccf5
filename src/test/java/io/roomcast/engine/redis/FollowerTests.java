package io.roomcast.engine.redis;

import java.util.List;
import java.util.stream.Stream;

import io.roomcast.engine.EngineTraffic.Event;
import io.roomcast.engine.redis.EntryPayload.Message;
import io.roomcast.engine.redis.Follower.Verdict;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Start;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FollowerTests {

	private final PlayedRoom played = new PlayedRoom();

	private final Occupancy occupancy = new Occupancy(this.played.room(), this.played.context());

	private final TestClient listener = new TestClient("listener", 1);

	private Follower follower = open(this.played.read(1));

	@Test
	void nextBatchIsAppended() {
		assertThat(accept("MM", "one", "two")).isEqualTo(Verdict.APPENDED);

		assertThat(history()).containsExactly("1 one", "2 two");
		assertThat(this.follower.top()).isEqualTo(this.played.top());
	}

	@Test
	void batchThatComesAgainIsKnown() {
		Batch batch = this.played.batch("M", PlayedRoom.said("one"));
		this.follower.accept(batch);

		assertThat(this.follower.accept(batch)).isEqualTo(Verdict.KNOWN);
		assertThat(history()).containsExactly("1 one");
	}

	@Test
	void batchAfterOneThatIsMissingShowsAHole() {
		this.played.batch("M", PlayedRoom.said("missing"));

		assertThat(accept("M", "two")).isEqualTo(Verdict.HOLE);
		assertThat(history()).isEmpty();
	}

	@Test
	void batchThatIsNextButDoesNotFollowTheLastShowsAFork() {
		RoomTop before = this.played.top();
		accept("M", "one");
		this.played.moveTo(before);
		this.played.batch("M", PlayedRoom.said("other one"));

		assertThat(accept("M", "other two")).isEqualTo(Verdict.FORK);
	}

	@Test
	void anotherBatchOfAKnownNumberShowsAFork() {
		RoomTop before = this.played.top();
		accept("M", "one");
		this.played.moveTo(before);

		assertThat(accept("M", "other one")).isEqualTo(Verdict.FORK);
	}

	@Test
	void batchThatCannotBeReadLeavesTheLogAsItIs() {
		Batch unreadable = this.played.batch("MJ", PlayedRoom.said("one"), PlayedRoom.said("no client"));

		assertThatIllegalArgumentException().isThrownBy(() -> this.follower.accept(unreadable));

		assertThat(history()).isEmpty();
		assertThat(accept("M", "two")).isEqualTo(Verdict.HOLE);
	}

	@Test
	void batchOfAnotherEpochShowsAFork() {
		accept("M", "one");
		this.played.moveTo(top(PlayedRoom.EPOCH + 1, 0));

		assertThat(accept("M", "new one")).isEqualTo(Verdict.FORK);
	}

	@Test
	void batchThatIsOlderThanIsRememberedIsKnown() {
		Batch first = this.played.batch("M", PlayedRoom.said("one"));
		this.follower.accept(first);
		for (int i = 0; i < 100; i++) {
			accept("M", "more");
		}

		assertThat(this.follower.accept(first)).isEqualTo(Verdict.KNOWN);
	}

	@Test
	void batchThatWasReadIsKnown() {
		Batch read = this.played.batch("M", PlayedRoom.said("one"));
		this.follower.fill(this.played.read(1));

		assertThat(this.follower.accept(read)).isEqualTo(Verdict.KNOWN);
	}

	@Test
	void firstBatchOfANewRoomIsAppended() {
		this.follower = open(new RoomRead(RoomTop.NONE, List.of(), null));

		assertThat(accept("M", "one")).isEqualTo(Verdict.APPENDED);
		assertThat(this.follower.room().position().epoch()).isEqualTo(PlayedRoom.EPOCH);
	}

	@Test
	void messageThatCannotBeReadKeepsItsPosition() {
		assertThat(accept("MM", "?", "two")).isEqualTo(Verdict.APPENDED);

		assertThat(history()).containsExactly("1 unreadable", "2 two");
		assertThat(heard()).containsExactly("two");
	}

	@Test
	void noticesKeepTheirPositionAmongMessages() {
		Batch batch = this.played.batch("MJM", PlayedRoom.said("one"),
				PlayedRoom.present("bob", 5, PlayedRoom.THERE, 1), PlayedRoom.said("two"));

		this.follower.accept(batch);

		assertThat(heard()).containsExactly("one", "bob joined", "two");
	}

	@Test
	void missedMessagesAreFilledIn() {
		accept("M", "one");
		this.played.batch("MM", PlayedRoom.said("two"), PlayedRoom.said("three"));

		assertThat(this.follower.fill(this.played.read(1))).isTrue();

		assertThat(heard()).containsExactly("one", "two", "three");
		assertThat(this.follower.top()).isEqualTo(this.played.top());
		assertThat(count(Event.GAPS_FILLED)).isOne();
	}

	@Test
	void roomOfWhichNothingIsMissingIsFilledWithNothing() {
		accept("M", "one");

		assertThat(this.follower.fill(this.played.read(1))).isTrue();

		assertThat(heard()).containsExactly("one");
		assertThat(count(Event.GAPS_FILLED)).isZero();
	}

	@Test
	void whatDoesNotContinueTheLogIsNotFilledIn() {
		accept("MM", "one", "two");
		this.played.batch("M", PlayedRoom.said("three"));

		assertThat(this.follower.fill(this.played.read(3))).isFalse();
		assertThat(history()).containsExactly("1 one", "2 two");
	}

	@Test
	void olderStateIsNotFilledIn() {
		RoomRead older = this.played.read(1);
		accept("M", "one");

		assertThat(this.follower.fill(older)).isFalse();
	}

	@Test
	void logGoesOnAfterAGapIfWhatWasMissedIsGone() {
		accept("M", "one");
		this.played.batch("MMM", Stream.of("two", "three", "four").map(PlayedRoom::said).toArray(Message[]::new));
		this.played.trim(3);

		this.follower.rebase(this.played.read(1));

		assertThat(heard()).containsExactly("one", "gap 1 2", "three", "four");
		assertThat(history()).containsExactly("3 three", "4 four");
		assertThat(count(Event.GAPS_ANNOUNCED)).isOne();
		assertThat(count(Event.FORKS)).isZero();
	}

	@Test
	void logGoesBackToTheLastMessageThatBothBranchesShare() {
		accept("M", "one");
		RoomTop shared = this.played.top();
		accept("MM", "lost", "lost, too");
		this.played.moveTo(shared);
		this.played.batch("M", PlayedRoom.said("two"));

		this.follower.rebase(this.played.read(1));

		assertThat(heard()).containsExactly("one", "lost", "lost, too", "gap 3 1", "two");
		assertThat(history()).containsExactly("1 one", "2 two");
		assertThat(count(Event.FORKS)).isOne();
	}

	@Test
	void batchAfterAForkIsAppended() {
		RoomTop shared = this.played.top();
		accept("M", "lost");
		this.played.moveTo(shared);
		this.played.batch("M", PlayedRoom.said("one"));
		this.follower.rebase(this.played.read(1));

		assertThat(accept("M", "two")).isEqualTo(Verdict.APPENDED);
		assertThat(history()).containsExactly("1 one", "2 two");
	}

	@Test
	void logBeginsAnewInAnotherEpoch() {
		accept("M", "lost");
		this.played.moveTo(top(PlayedRoom.EPOCH + 1, 0));
		this.played.batch("M", PlayedRoom.said("one"));

		this.follower.rebase(this.played.read(1));

		assertThat(heard()).containsExactly("lost", "gap 1 0", "one");
		assertThat(history()).containsExactly("1 one");
		assertThat(this.follower.room().position()).isEqualTo(this.follower.last());
		assertThat(count(Event.FORKS)).isOne();
	}

	@Test
	void logThatRedisHasLostIsGone() {
		accept("M", "lost");
		this.played.moveTo(RoomTop.NONE);

		this.follower.rebase(this.played.read(1));

		assertThat(heard()).containsExactly("lost", "gap 1 0");
		assertThat(history()).isEmpty();
		this.played.moveTo(top(PlayedRoom.EPOCH + 1, 0));
		assertThat(accept("M", "one")).isEqualTo(Verdict.APPENDED);
	}

	@Test
	void forkOfNoticesOnlyIsNoGap() {
		accept("M", "one");
		RoomTop shared = this.played.top();
		accept("J", PlayedRoom.present("bob", 5, PlayedRoom.THERE, 1));
		this.played.moveTo(shared);
		this.played.batch("J", PlayedRoom.present("carl", 6, PlayedRoom.THERE, 2));

		this.follower.rebase(this.played.read(1, PlayedRoom.present("carl", 6, PlayedRoom.THERE, 2)));

		assertThat(heard()).containsExactly("one", "bob joined", "carl joined");
		assertThat(count(Event.GAPS_ANNOUNCED)).isZero();
	}

	private Follower open(RoomRead read) {
		this.played.context().hub().find(PlayedRoom.NAME).ifPresent(this.played.context().hub()::close);
		Follower opened = Follower.open(PlayedRoom.NAME, this.played.context(), this.occupancy, read);
		this.played.context()
			.hub()
			.join(opened.room(), this.listener.subscriber(), new Joining(Start.NOW, (result) -> Frames.none(), null),
					1);
		return opened;
	}

	private Verdict accept(String statuses, String... texts) {
		return accept(statuses, Stream.of(texts).map(PlayedRoom::said).toArray(Message[]::new));
	}

	private Verdict accept(String statuses, EntryPayload... payloads) {
		return this.follower.accept(this.played.batch(statuses, payloads));
	}

	private List<String> history() {
		return PlayedRoom.history(this.follower.room());
	}

	private List<String> heard() {
		this.played.run();
		return this.listener.heard();
	}

	private long count(Event event) {
		return this.played.context().traffic().count(event);
	}

	private static RoomTop top(long epoch, long offset) {
		return new RoomTop(epoch, offset, 0, 0, 0, 0, 0, 0);
	}

}
