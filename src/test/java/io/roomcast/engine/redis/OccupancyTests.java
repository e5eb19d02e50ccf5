package io.roomcast.engine.redis;

import java.util.concurrent.TimeUnit;

import io.roomcast.engine.Occupant;
import io.roomcast.engine.redis.EntryPayload.Present;
import io.roomcast.engine.redis.PlayedLink.Waiting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OccupancyTests {

	private static final Present BOB = PlayedRoom.present("bob", 5, PlayedRoom.THERE, 1);

	private final PlayedRoom played = new PlayedRoom();

	private final RedisRoom room = this.played.room();

	@Test
	void clientThatJoinsIsWelcomed() {
		this.played.open(BOB);

		TestClient alice = this.played.join("alice", 1);

		assertThat(alice.told()).containsExactly("joined");
		assertThat(alice.heard()).containsExactly("welcome, 2");
		assertThatPresentAre("alice", "bob");
	}

	@Test
	void clientIsNotThereUntilRedisSaysSo() {
		this.played.open();

		TestClient alice = this.played.beginToJoin("alice", 1);

		assertThat(alice.told()).isEmpty();
		assertThatPresentAre();
	}

	@Test
	void clientsOfOtherNodesAreHeardToJoinAndLeave() {
		this.played.open();
		TestClient alice = this.played.join("alice", 1);

		this.played.publish("J", BOB);
		assertThatPresentAre("alice", "bob");
		this.played.publish("L", BOB);

		assertThat(alice.heard()).containsExactly("welcome, 1", "bob joined", "bob left");
		assertThatPresentAre("alice");
	}

	@Test
	void leavingWithATokenThatIsOutOfDateIsPassedOver() {
		this.played.open(BOB);
		TestClient alice = this.played.join("alice", 1);
		this.played.publish("K", PlayedRoom.present("bob", 5, "third", 9));

		this.played.publish("L", BOB);

		assertThat(alice.heard()).containsExactly("welcome, 2");
		assertThatPresentAre("alice", "bob");
	}

	@Test
	void clientThatLeavesIsHeardToByTheOthers() {
		this.played.open();
		TestClient alice = this.played.join("alice", 1);
		TestClient carl = this.played.join("carl", 3);

		this.room.leave(carl);
		assertThatPresentAre("alice", "carl");
		this.played.answer("L");

		assertThat(alice.heard()).containsExactly("welcome, 1", "carl joined", "carl left");
		assertThatPresentAre("alice");
	}

	@Test
	void clientThatRedisDoesNotKnowLeavesAllTheSame() {
		this.played.open();
		TestClient alice = this.played.join("alice", 1);
		Present here = new Present("alice", 1, this.played.lastToken());
		TestClient carl = this.played.join("carl", 3);

		this.room.leave(carl);
		this.played.answer("x", new Undone.Nothing());
		this.played.answerRead(this.played.read(1, here));

		assertThat(alice.heard()).endsWith("carl left");
		assertThatPresentAre("alice");
	}

	@Test
	void clientThatHasLeftIsReleasedIfRedisGoesBackToWhenItWasThere() {
		this.played.open();
		this.played.join("alice", 1);
		Present alice = new Present("alice", 1, this.played.lastToken());
		TestClient client = this.played.join("carl", 3);
		Present carl = new Present("carl", 3, this.played.lastToken());

		this.room.leave(client);
		this.played.answer("x", new Undone.Nothing());
		this.played.answerRead(this.played.read(1, alice, carl));

		assertThat(PlayedRoom.entries(this.played.answer("L")).get(0)).isEqualTo("L carl " + carl.token());
		assertThatPresentAre("alice");
	}

	@Test
	void clientThatALateJoinHasMovedAwayIsJoinedAnewAndNobodyHears() {
		this.played.open();
		TestClient alice = this.played.join("alice", 1);
		TestClient carl = this.played.join("carl", 3);
		this.played.link().giveSessionsTo(PlayedRoom.HERE);

		this.played.publish("K", PlayedRoom.present("carl", 3, PlayedRoom.THERE, 8));
		Waiting<PublishAnswer> again = this.played.answer("K");

		assertThat(PlayedRoom.entries(again).get(0)).isEqualTo("J carl 3 " + this.played.lastToken());
		assertThat(carl.told()).containsExactly("joined");
		assertThat(alice.heard()).containsExactly("welcome, 1", "carl joined");
		assertThat(this.room.presence().find(carl)).isNotNull();
	}

	@Test
	void clientThatAGivenUpJoinHasMovedHereIsReleasedUnlessItsNodeTakesItBack() {
		this.played.open(BOB);
		TestClient bob = this.played.beginToJoin("bob", 5);
		this.room.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(5), true);
		this.played.run();

		this.played.answer("K");
		assertThat(this.played.link().isIdle()).isTrue();
		this.room.sweep(System.nanoTime(), (node) -> false);

		assertThat(PlayedRoom.entries(this.played.answer("L")).get(0)).isEqualTo("L bob " + this.played.lastToken());
		assertThat(bob.told()).containsExactly("unavailable");
		assertThatPresentAre();
	}

	@Test
	void clientThatLeavesWhileItIsJoinedAnewIsReleased() {
		this.played.open();
		TestClient carl = this.played.join("carl", 3);
		this.played.link().giveSessionsTo(PlayedRoom.HERE);

		this.played.publish("K", PlayedRoom.present("carl", 3, PlayedRoom.THERE, 8));
		this.room.leave(carl);
		this.played.answer("K");
		Waiting<PublishAnswer> left = this.played.answer("L");

		assertThat(PlayedRoom.entries(left).get(0)).isEqualTo("L carl " + this.played.lastToken());
		assertThatPresentAre();
	}

	@Test
	void clientThatMovesToAnotherNodeIsLetGoAndNobodyHears() {
		this.played.open();
		TestClient alice = this.played.join("alice", 1);
		TestClient carl = this.played.join("carl", 3);

		this.played.link().giveSessionsTo(PlayedRoom.THERE);

		this.played.publish("K", PlayedRoom.present("carl", 3, PlayedRoom.THERE, 8));
		this.room.leave(carl);

		assertThat(carl.told()).containsExactly("joined", "moved away");
		assertThat(alice.heard()).containsExactly("welcome, 1", "carl joined");
		assertThatPresentAre("alice", "carl");
		assertThat(this.played.link().isIdle()).isTrue();
	}

	@Test
	void clientThatMovesHereIsWelcomedAndNobodyHears() {
		this.played.open(BOB);
		TestClient alice = this.played.join("alice", 1);

		TestClient bob = this.played.beginToJoin("bob", 5);
		this.played.answer("K");

		assertThat(bob.heard()).containsExactly("welcome, 2");
		assertThat(alice.heard()).containsExactly("welcome, 2");
	}

	@Test
	void clientWhoseNickAnotherClientHasGotIsDisplaced() {
		this.played.open();
		TestClient alice = this.played.join("alice", 1);
		TestClient carl = this.played.join("carl", 3);

		this.played.publish("J", PlayedRoom.present("carl", 77, PlayedRoom.THERE, 8));

		assertThat(carl.told()).containsExactly("joined", "displaced");
		assertThat(alice.heard()).containsExactly("welcome, 1", "carl joined", "carl left", "carl joined");
		assertThatPresentAre("alice", "carl");
	}

	@Test
	void clientThatIsTakenForDeadIsJoinedAnewAndNobodyHears() {
		this.played.open();
		TestClient alice = this.played.join("alice", 1);
		TestClient carl = this.played.join("carl", 3);
		Token old = this.played.lastToken();

		this.played.publish("L", new Present("carl", 3, old));
		Waiting<PublishAnswer> again = this.played.answer("J");

		assertThat(PlayedRoom.entries(again).get(0)).isEqualTo("A carl 3 " + this.played.lastToken());
		assertThat(this.played.lastToken()).isNotEqualTo(old);
		assertThat(alice.heard()).containsExactly("welcome, 1", "carl joined");
		assertThat(carl.told()).containsExactly("joined");
		assertThatPresentAre("alice", "carl");
	}

	@Test
	void clientThatCannotBeJoinedAnewIsDisplaced() {
		this.played.open();
		TestClient alice = this.played.join("alice", 1);
		Present here = new Present("alice", 1, this.played.lastToken());
		TestClient carl = this.played.join("carl", 3);
		this.played.publish("L", new Present("carl", 3, this.played.lastToken()));

		this.played.answer("x", new Undone.Taken(PlayedRoom.THERE + ":8"));
		this.played.answerRead(this.played.read(1, here, PlayedRoom.present("carl", 77, PlayedRoom.THERE, 8)));

		assertThat(carl.told()).containsExactly("joined", "displaced");
		assertThat(alice.heard()).containsExactly("welcome, 1", "carl joined", "carl left", "carl joined");
	}

	@Test
	void clientThatIsNotHereIsReleasedIfRedisSaysSo() {
		this.played.open(PlayedRoom.present("ghost", 9, PlayedRoom.HERE, 44));

		this.room.sweep(System.nanoTime(), (node) -> false);

		assertThat(PlayedRoom.entries(this.played.answer("L")).get(0)).isEqualTo("L ghost here:44");
		assertThatPresentAre();
	}

	@Test
	void clientsOfDeadNodesAreReleased() {
		this.played.open(BOB, PlayedRoom.present("dora", 6, "living", 2));
		TestClient alice = this.played.join("alice", 1);

		this.room.sweep(System.nanoTime(), PlayedRoom.THERE::equals);
		Waiting<PublishAnswer> released = this.played.answer("L");

		assertThat(PlayedRoom.entries(released)).hasSize(2).first().isEqualTo("L bob there:1");
		assertThat(alice.heard()).containsExactly("welcome, 3", "bob left");
		assertThatPresentAre("alice", "dora");
	}

	@Test
	void clientOfADeadNodeIsReleasedOnce() {
		this.played.open(BOB);
		this.room.sweep(System.nanoTime(), PlayedRoom.THERE::equals);

		this.room.sweep(System.nanoTime(), PlayedRoom.THERE::equals);
		assertThat(PlayedRoom.entries(this.played.answer("L"))).hasSize(2);

		assertThat(this.played.link().isIdle()).isTrue();
	}

	@Test
	void clientsOfOtherNodesHaveAWhileToBeJoinedAnewWhenRedisHasLostItsData() {
		this.played.open(BOB);
		TestClient alice = this.played.join("alice", 1);

		loseData();
		assertThat(alice.heard()).noneMatch("bob left"::equals);
		this.room.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(20), (node) -> false);
		this.played.run();

		assertThat(alice.heard()).endsWith("bob left");
		assertThatPresentAre("alice");
	}

	@Test
	void clientOfAnotherNodeThatIsJoinedAnewWasThereAllTheTime() {
		this.played.open(BOB);
		TestClient alice = this.played.join("alice", 1);
		loseData();
		this.played.answer("J");

		this.played.publish("J", PlayedRoom.present("bob", 5, PlayedRoom.THERE, 2));
		this.room.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(20), (node) -> false);
		this.played.run();

		assertThat(alice.heard()).noneMatch("bob left"::equals).noneMatch("bob joined"::equals);
		assertThatPresentAre("alice", "bob");
	}

	@Test
	void clientsOfThisNodeAreJoinedAnewWhenRedisHasLostItsData() {
		this.played.open();
		this.played.join("alice", 1);

		loseData();

		assertThat(PlayedRoom.entries(this.played.answer("J")).get(0))
			.isEqualTo("A alice 1 " + this.played.lastToken());
		assertThatPresentAre("alice");
	}

	@Test
	void forkShowsWhoIsThereThoughThePresenceHasTheSameVersion() {
		this.played.open();
		TestClient alice = this.played.join("alice", 1);
		Present here = new Present("alice", 1, this.played.lastToken());
		RoomTop before = this.played.top();
		this.played.publish("J", BOB);

		this.played.moveTo(before);
		Present carl = PlayedRoom.present("carl", 6, PlayedRoom.THERE, 2);
		this.played.publish("J", carl);
		Waiting<RoomRead> read = this.played.link().next(Script.READ);
		read.answer().complete(this.played.read(1, here, carl));
		this.played.run();

		assertThat(read.argument(2)).as("known epoch").isEmpty();
		assertThat(alice.heard()).endsWith("carl joined");
	}

	/**
	 * Has Redis go on with nothing, and the node notice.
	 */
	private void loseData() {
		this.played.moveTo(new RoomTop(PlayedRoom.EPOCH + 1, 0, 0, 0, 0, 0, 0, 0));
		this.played.publish("M", PlayedRoom.said("new"));
		this.played.answerRead(this.played.read(1));
	}

	private void assertThatPresentAre(String... nicks) {
		assertThat(this.room.presence().occupants(10)).extracting(Occupant::nick).containsExactlyInAnyOrder(nicks);
	}

}
