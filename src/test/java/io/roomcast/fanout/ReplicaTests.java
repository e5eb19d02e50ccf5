package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A room whose messages get their positions elsewhere.
 */
class ReplicaTests {

	private final ManualExecutor pump = new ManualExecutor();

	private final Hub hub = this.pump.newHub(Limits.defaults().withLag(6, 100_000));

	private final TestBranch branch = TestBranch.of(5, 77);

	private final FakeOutlet wire = new FakeOutlet();

	private final Subscriber alice = TestSubscribers.json(2, this.wire);

	@Test
	void acceptedMessagesAreDeliveredInOneWrite() {
		Room room = this.branch.open(this.hub, List.of());
		join(room, Start.NOW);
		int before = this.wire.writes();

		room.accept(this.branch.say("m1", "m2", "m3"));
		this.pump.runAll();

		assertThat(this.wire.texts()).containsExactly("welcome false 5:0:0", "m1", "m2", "m3");
		assertThat(this.wire.writes() - before).isOne();
	}

	@Test
	void senderSeesItsOwnRendering() {
		Room room = this.branch.open(this.hub, List.of());
		join(room, Start.NOW);

		room.accept(List.of(this.branch.say(this.alice, "mine")));
		room.accept(this.branch.say("another one's"));
		this.pump.runAll();

		assertThat(this.wire.texts()).endsWith(">mine", "another one's");
	}

	@Test
	void senderThatHasLeftGetsNothing() {
		Room room = this.branch.open(this.hub, List.of());
		join(room, Start.NOW);
		Placed late = this.branch.say(this.alice, "late");

		this.hub.leave(room, this.alice, null, TestLeave.ignored());
		room.accept(List.of(late));
		this.pump.runAll();

		assertThat(this.wire.texts()).containsExactly("welcome false 5:0:0");
	}

	@Test
	void acceptedMessagesAreNotCountedAsReceived() {
		Room room = this.branch.open(this.hub, List.of());

		room.accept(this.branch.say("m1"));

		assertThat(this.hub.traffic().received()).isZero();
	}

	@Test
	void messagesAreAcceptedWhileTheServiceStops() {
		Room room = this.branch.open(this.hub, List.of());
		join(room, Start.NOW);

		this.hub.seal();
		room.accept(this.branch.say("m1"));
		this.pump.runAll();

		assertThat(this.wire.texts()).endsWith("m1");
	}

	@Test
	void messagesThatDoNotFollowAreRefusedAsAWhole() {
		Room room = this.branch.open(this.hub, List.of());
		List<Placed> messages = new ArrayList<>(this.branch.say("m1", "m2", "m3"));
		messages.remove(1);

		assertThatIllegalArgumentException().isThrownBy(() -> room.accept(messages))
			.withMessage("Position[epoch=5, offset=3, nonce=77] does not follow Position[epoch=5, offset=1, nonce=77]");
		assertThat(room.position()).isEqualTo(new Position(5, 0, 0));
	}

	@Test
	void clientResumesFromAPosition() {
		Room room = this.branch.open(this.hub, List.of());
		room.accept(this.branch.say("m1"));
		Position since = room.position();
		room.accept(this.branch.say("m2", "m3"));

		join(room, new Start.After(since));

		assertThat(this.wire.texts()).containsExactly("welcome true 5:1:77", "m2", "m3");
	}

	@Test
	void positionWithAnotherNonceIsNotRecovered() {
		Room room = this.branch.open(this.hub, List.of());
		room.accept(this.branch.say("m1", "m2"));

		join(room, new Start.After(new Position(5, 1, 78)));

		assertThat(this.wire.texts()).containsExactly("welcome false 5:2:77");
	}

	@Test
	void seededHistoryIsServed() {
		this.branch.say("m1", "m2", "m3");
		List<Placed> history = this.branch.say("m4", "m5", "m6");
		Room room = this.branch.open(this.hub, history);

		join(room, new Start.After(history.get(0).position()));

		assertThat(this.wire.texts()).containsExactly("welcome true 5:4:77", "m5", "m6");
		assertThat(room.pageAfter(null, 10).messages()).extracting(StoredMessage::position)
			.isEqualTo(history.stream().map(Placed::position).toList());
	}

	@Test
	void seededHistoryIsNotDeliveredLive() {
		Room room = this.branch.open(this.hub, this.branch.say("m1", "m2"));

		join(room, Start.NOW);

		assertThat(this.wire.texts()).containsExactly("welcome false 5:2:77");
	}

	@Test
	void positionBeforeASeededHistoryIsNotRecovered() {
		this.branch.say("m1");
		Position since = this.branch.end();
		Room room = this.branch.open(this.hub, this.branch.say("m2", "m3"));

		join(room, new Start.After(since));

		assertThat(this.wire.texts()).containsExactly("welcome false 5:3:77");
	}

	@Test
	void clientThatGotTheLastMessagesOnlyResumesBeforeThem() {
		this.branch.say("m1");
		Room room = this.branch.open(this.hub, this.branch.say("m2", "m3"));
		join(room, new Start.Last(10));
		assertThat(this.wire.texts()).containsExactly("welcome false 5:1:0", "m2", "m3");
		FakeOutlet next = new FakeOutlet();

		join(room, TestSubscribers.json(3, next), new Start.After(new Position(5, 1, 0)));

		assertThat(next.texts()).containsExactly("welcome true 5:1:0", "m2", "m3");
	}

	@Test
	void clientResumesAtTheEndOfAnEmptyHistory() {
		this.branch.say("m1", "m2");
		Room room = this.branch.open(this.hub, List.of());

		join(room, new Start.After(this.branch.end()));
		room.accept(this.branch.say("m3"));
		this.pump.runAll();

		assertThat(this.wire.texts()).containsExactly("welcome true 5:2:77", "m3");
	}

	@Test
	void roomThatIsBehindIsSoUntilThePumpCatchesUp() {
		Room room = this.branch.open(this.hub, List.of());

		room.accept(this.branch.say("1", "2", "3", "4", "5", "6"));
		assertThat(room.isBehind()).isFalse();

		room.accept(this.branch.say("7"));
		assertThat(room.isBehind()).isTrue();

		this.pump.runAll();
		assertThat(room.isBehind()).isFalse();
	}

	private void join(Room room, Start start) {
		join(room, this.alice, start);
	}

	private void join(Room room, Subscriber subscriber, Start start) {
		this.hub.join(room, subscriber, new Joining(start, ReplicaTests::welcome, TestContent.none()),
				room.clients() + 1);
		this.pump.runAll();
	}

	private static byte[] welcome(JoinResult result) {
		Position position = result.position();
		return Frames.text("welcome " + result.recovered() + " " + position.epoch() + ":" + position.offset() + ":"
				+ position.nonce());
	}

}
