package io.roomcast.engine.redis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.Reservation;
import io.roomcast.engine.redis.EntryPayload.Message;
import io.roomcast.engine.redis.Undone.Place;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SettlementTests {

	private final PlayedRoom played = new PlayedRoom();

	private final RedisRoom room = this.played.room();

	private TestClient alice;

	@BeforeEach
	void join() {
		this.played.open();
		this.alice = this.played.join("alice", 1);
		this.alice.told().clear();
	}

	@Test
	void messagesGetTheirPositionsInTheirOrder() {
		this.room.publish(this.alice.say("one"));
		this.room.publish(this.alice.say("two"));
		this.room.publish(this.alice.say("three"));

		this.played.answer("M");
		this.played.answer("MM");

		assertThat(this.alice.told()).containsExactly("placed 1", "placed 2", "placed 3");
		assertThat(PlayedRoom.history(this.room.room())).containsExactly("1 one", "2 two", "3 three");
	}

	@Test
	void messageIsHeardOnceThoughItComesTwice() {
		this.room.publish(this.alice.say("one"));
		RoomTop before = this.played.top();
		this.played.answer("M");

		BatchHeader header = new BatchHeader(PlayedRoom.HERE, 1, before.epoch(), before.batch() + 1,
				this.played.top().batchNonce(), before.batchNonce(), 1, 0, 1, before.presence(), 1, "M");
		this.played.publish(new Batch(header,
				List.of(new Batch.Published(0, EntryStatus.PLACED, PlayedRoom.said("one").encode()))));

		assertThat(this.alice.heard()).containsExactly("welcome, 1", "own: one");
	}

	@Test
	void messageWhoseIdIsKnownIsRepeated() {
		this.room.publish(this.alice.say("one"));
		this.room.publish(this.alice.say("two"));
		this.room.publish(this.alice.say("three"));

		this.played.answer("M");
		this.played.answer("xM", new Undone.Known(new Place(PlayedRoom.EPOCH, 1, 5, 6)));

		assertThat(this.alice.told()).containsExactly("placed 1", "repeated 1", "placed 2");
	}

	@Test
	void messageWhoseIdWasUsedForAnotherIsRefused() {
		this.room.publish(this.alice.say("one"));

		this.played.answer("x", new Undone.Reused());

		assertThat(this.alice.told()).containsExactly("id reused");
	}

	@Test
	void messageWhoseKeyIsKnownIsAnsweredWithTheFirstOne() {
		this.room.publish(this.alice.say("one"));

		Message first = PlayedRoom.said("first");
		this.played.answer("x", new Undone.Answered(new Place(PlayedRoom.EPOCH, 4, 5, 6), first.encode()));

		assertThat(this.alice.told()).containsExactly("placed 4");
	}

	@Test
	void clientWhoseNickIsTakenIsTold() {
		TestClient bob = this.played.beginToJoin("bob", 2);

		this.played.answer("x", new Undone.Taken(PlayedRoom.THERE + ":3"));

		assertThat(bob.told()).containsExactly("nick taken");
		assertThat(this.room.presence().find("bob")).isNull();
	}

	@Test
	void clientThatIsThereUnderAnotherNickKeepsThat() {
		TestClient bob = this.played.beginToJoin("bob", 2);
		Token first = this.played.lastToken();

		this.played.answer("x", new Undone.Held("bobby"));
		assertThat(PlayedRoom.entries(this.played.answer("K")).get(0))
			.isEqualTo("J bobby 2 " + this.played.lastToken());

		assertThat(this.played.lastToken()).isNotEqualTo(first);
		assertThat(bob.told()).containsExactly("joined");
		assertThat(bob.nick()).isEqualTo("bobby");
	}

	@Test
	void nickOfADeadNodeIsReleasedAndTaken() {
		long now = System.nanoTime();
		this.played.context().nodes().update(Map.of("dead", new NodeBeat(1, 1, "dead")), now);
		for (int i = 1; i < 6; i++) {
			this.played.context()
				.nodes()
				.update(Map.of("dead", new NodeBeat(1, 1, "dead")), now + TimeUnit.SECONDS.toNanos(3L * i));
		}
		TestClient bob = this.played.beginToJoin("bob", 2);

		this.played.answer("x", new Undone.Taken("dead:3"));
		assertThat(PlayedRoom.entries(this.played.answer("LxJ", new Undone.Nothing()))).contains("L bob dead:3",
				"U bob dead:3");

		assertThat(bob.told()).containsExactly("joined");
	}

	@Test
	void reservationIsGranted() {
		CompletableFuture<Optional<Reservation>> granted = reserve(new Token(PlayedRoom.HERE, 50));

		this.played.answer("R");

		assertThat(granted).isCompletedWithValue(Optional.of(new Reservation(PlayedRoom.NAME, "bob", 50)));
	}

	@Test
	void nickThatIsTakenIsNotReserved() {
		CompletableFuture<Optional<Reservation>> refused = reserve(new Token(PlayedRoom.HERE, 50));

		this.played.answer("x", new Undone.Taken(PlayedRoom.THERE + ":3"));

		assertThat(refused).isCompletedWithValue(Optional.empty());
	}

	@Test
	void joinThatCannotBeSentInTimeIsRefused() {
		this.room.publish(this.alice.say("stuck"));
		TestClient bob = this.played.beginToJoin("bob", 2);

		this.room.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(10), true);
		this.played.run();

		assertThat(bob.told()).containsExactly("unavailable");
		assertThat(this.room.presence().find("bob")).isNull();
	}

	@Test
	void joinThatIsAnsweredTooLateIsTakenBack() {
		TestClient bob = this.played.beginToJoin("bob", 2);
		this.room.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(10), true);
		this.played.run();
		assertThat(bob.told()).containsExactly("unavailable");

		this.played.answer("J");
		assertThat(PlayedRoom.entries(this.played.answer("L")).get(0)).isEqualTo("L bob " + this.played.lastToken());

		assertThat(bob.told()).containsExactly("unavailable");
		assertThat(this.room.presence().find("bob")).isNull();
	}

	@Test
	void callWithoutAnAnswerIsSentAgainAndCarriedOutOnce() {
		this.room.publish(this.alice.say("one"));
		PlayedLink.Waiting<PublishAnswer> first = this.played.link().next(Script.PUBLISH);
		first.answer().completeExceptionally(new IllegalStateException("cut"));
		this.played.run();

		this.room.tick(System.nanoTime(), true);
		PlayedLink.Waiting<PublishAnswer> again = this.played.answer("M");

		assertThat(again.argument(1)).isEqualTo(first.argument(1));
		assertThat(again.argument(2)).isEqualTo("resent");
		assertThat(this.alice.told()).containsExactly("placed 1");
	}

	@Test
	void messageOfACallThatIsGivenUpIsSettledAsUnavailable() {
		this.room.publish(this.alice.say("one"));
		this.played.link()
			.<PublishAnswer>next(Script.PUBLISH)
			.answer()
			.completeExceptionally(new IllegalStateException("cut"));
		this.played.run();

		this.room.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(10), true);
		PlayedLink.Waiting<PublishAnswer> settling = this.played.link().next(Script.PUBLISH);
		settling.answer().complete(new PublishAnswer.Cancelled());
		this.played.run();

		assertThat(settling.argument(2)).isEqualTo("settle");
		assertThat(this.alice.told()).containsExactly("unavailable");
	}

	private CompletableFuture<Optional<Reservation>> reserve(Token token) {
		CompletableFuture<Optional<Reservation>> then = new CompletableFuture<>();
		this.room.publish(QueuedReservation.reserving("bob", token, then));
		return then;
	}

}
