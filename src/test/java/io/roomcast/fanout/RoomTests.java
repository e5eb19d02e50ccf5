package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoomTests extends AliceAndBob {

	@Test
	void welcomeComesFirstAndOnlyOthersHearOfTheJoin() {
		join(this.aliceSubscriber, "alice");
		this.pump.runAll();

		join(this.bobSubscriber, "bob");
		this.pump.runAll();

		assertThat(this.alice.texts()).containsExactly("welcome alice", "bob joined");
		assertThat(this.bob.texts()).containsExactly("welcome bob");
	}

	@Test
	void senderSeesItsOwnRenderingInTheSameOrder() {
		Room room = bothIn();

		room.publish(this.bobSubscriber, TestContent.of("b1"));
		room.publish(this.aliceSubscriber, TestContent.of("a1"));
		room.publish(this.bobSubscriber, TestContent.of("b2"));
		this.pump.runAll();

		assertThat(this.alice.texts()).endsWith("b1", ">a1", "b2");
		assertThat(this.bob.texts()).endsWith(">b1", "a1", ">b2");
	}

	@Test
	void messagesSinceTheLastPassAreOneWrite() {
		Room room = bothIn();
		int before = this.alice.writes();

		IntStream.range(0, 5).forEach((i) -> room.publish(this.bobSubscriber, TestContent.of("m" + i)));
		this.pump.runAll();

		assertThat(this.alice.writes() - before).isOne();
		assertThat(this.alice.texts()).endsWith("m0", "m1", "m2", "m3", "m4");
	}

	@Test
	void roomIsInThePumpsQueueOnlyOnce() {
		Room room = bothIn();

		room.publish(this.bobSubscriber, TestContent.of("m1"));
		room.publish(this.aliceSubscriber, TestContent.of("m2"));

		assertThat(this.pump.waiting()).isOne();
	}

	@Test
	void writesAreBoundedInBytes() {
		Room room = bothIn();
		int before = this.alice.writes();

		IntStream.range(0, 5).forEach((i) -> room.publish(this.bobSubscriber, TestContent.of("x".repeat(30))));
		this.pump.runAll();

		assertThat(this.alice.writes() - before).isEqualTo(3);
	}

	@Test
	void entryLargerThanAWriteIsDeliveredInOrder() {
		Room room = bothIn();
		String large = "x".repeat(70_000);

		room.publish(this.bobSubscriber, TestContent.of("small"));
		room.publish(this.bobSubscriber, TestContent.of(large));
		room.publish(this.bobSubscriber, TestContent.of("after"));
		this.pump.runAll();

		assertThat(this.alice.texts()).endsWith("small", large, "after");
	}

	@Test
	void leaverGetsNothingSaidAfterItLeft() {
		Room room = bothIn();
		List<String> heard = this.alice.texts();

		leave(room, this.aliceSubscriber, TestContent.forOthers("alice left"));
		room.publish(this.bobSubscriber, TestContent.of("m1"));
		this.pump.runAll();

		assertThat(this.alice.texts()).isEqualTo(heard);
		assertThat(this.bob.texts()).endsWith("alice left", ">m1");
	}

	@Test
	void leaverCanPublishNothingMore() {
		Room room = bothIn();
		leave(room, this.aliceSubscriber, TestContent.forOthers("alice left"));
		long received = this.hub.traffic().received();

		StoredMessage said = room.publish(this.aliceSubscriber, TestContent.of("too late"));
		room.answerInOrder(this.aliceSubscriber, () -> TestContent.of("too late"));
		this.pump.runAll();

		assertThat(said).isNull();
		assertThat(this.hub.traffic().received()).isEqualTo(received);
		assertThat(this.alice.texts()).endsWith("bob joined");
		assertThat(this.bob.texts()).endsWith("alice left");
	}

	@Test
	void secondLeaveIsNotAnnounced() {
		Room room = bothIn();

		leave(room, this.aliceSubscriber, TestContent.forOthers("alice left"));
		leave(room, this.aliceSubscriber, TestContent.forOthers("alice left"));
		this.pump.runAll();

		assertThat(this.bob.texts()).containsOnlyOnce("alice left");
		assertThat(room.clients()).isOne();
	}

	@Test
	void leaverStillGetsWhatWasSaidBefore() {
		Room room = bothIn();
		List<String> heardWhenServed = new ArrayList<>();

		room.publish(this.aliceSubscriber, TestContent.of("a1"));
		leave(room, this.aliceSubscriber, TestContent.forOthers("alice left"),
				() -> heardWhenServed.addAll(this.alice.texts()));
		room.publish(this.bobSubscriber, TestContent.of("b1"));
		this.pump.runAll();

		assertThat(heardWhenServed).endsWith(">a1");
		assertThat(this.alice.texts()).isEqualTo(heardWhenServed);
	}

	@Test
	void leaveTakesEffectBeforeOthersAreTold() {
		Room room = bothIn();

		this.hub.leave(room, this.aliceSubscriber, TestContent.forOthers("alice left"), TestLeave.whenLeft(() -> {
			assertThat(this.pump.waiting()).isZero();
			assertThat(room.clients()).isOne();
		}));
		this.pump.runAll();

		assertThat(this.bob.texts()).endsWith("alice left");
	}

	@Test
	void roomWithoutHistoryIsGoneWhenItsLastSubscriberLeaves() {
		Room room = bothIn();

		leave(room, this.aliceSubscriber, TestContent.forOthers("alice left"));
		leave(room, this.bobSubscriber, TestContent.forOthers("bob left"));
		this.pump.runAll();

		assertThat(this.hub.rooms()).isEmpty();
		assertThat(this.hub.occupiedRooms()).isZero();
	}

	@Test
	void largeRoomGetsNoNoticesOfJoinsAndLeaves() {
		for (int i = 0; i < 42; i++) {
			TestJoin.silently(this.hub, "room", TestSubscribers.text(100 + i, new FakeOutlet()));
		}
		Room room = join(this.aliceSubscriber, "alice");
		join(this.bobSubscriber, "bob");
		leave(room, this.bobSubscriber, TestContent.forOthers("bob left"));
		this.pump.runAll();

		assertThat(this.alice.texts()).containsExactly("welcome alice");
		assertThat(this.bob.texts()).containsExactly("welcome bob");
	}

	@Test
	void delayOfEachPassIsReported() {
		Room room = bothIn();
		List<Long> delays = new ArrayList<>();
		this.hub.traffic().onDelay(delays::add);

		room.publish(this.bobSubscriber, TestContent.of("m1"));
		room.publish(this.bobSubscriber, TestContent.of("m2"));
		this.pump.runAll();

		assertThat(delays).singleElement().asInstanceOf(InstanceOfAssertFactories.LONG).isPositive();
	}

	@Test
	void publishersWaitUntilThePumpHasCaughtUp() {
		Room room = bothIn();
		List<String> ran = new ArrayList<>();

		IntStream.range(0, 7).forEach((i) -> room.publish(this.bobSubscriber, TestContent.of("m" + i)));
		room.whenCaughtUp(() -> ran.add("bob"));

		assertThat(ran).isEmpty();
		this.pump.runAll();
		assertThat(ran).containsExactly("bob");
	}

	@Test
	void publishersDoNotWaitWhileThePumpKeepsUp() {
		Room room = bothIn();
		List<String> ran = new ArrayList<>();

		IntStream.range(0, 6).forEach((i) -> room.publish(this.bobSubscriber, TestContent.of("m" + i)));
		room.whenCaughtUp(() -> ran.add("bob"));

		assertThat(ran).containsExactly("bob");
	}

	@Test
	void publishersWaitForEveryPassWhileSlowClientsHoldTooMuchMemory() {
		Hub tight = this.pump.newHub(SMALL.withBudgets(0, 0, 0));
		Room room = TestJoin.silently(tight, "room", this.aliceSubscriber);
		this.pump.runAll();
		List<String> ran = new ArrayList<>();

		room.whenCaughtUp(() -> ran.add("at once"));
		room.publish(this.aliceSubscriber, TestContent.of("m"));
		this.pump.runNext();
		this.alice.takeOnly(0);
		room.publish(this.aliceSubscriber, TestContent.of("m"));
		room.whenCaughtUp(() -> ran.add("after the pass"));

		assertThat(ran).contains("at once");
		this.pump.runAll();
		assertThat(ran).containsExactly("at once", "after the pass");
	}

	@Test
	void undeliveredEntriesAreNeverDropped() {
		Room room = bothIn();

		IntStream.range(0, 50).forEach((i) -> room.publish(this.bobSubscriber, TestContent.of("m" + i)));
		this.pump.runAll();

		assertThat(this.alice.texts()).hasSize(52).endsWith("m49");
	}

	@Test
	void deliveriesCountOncePerSubscriberThatGotFrames() {
		Room room = bothIn();
		long before = this.hub.traffic().delivered();

		room.publish(this.bobSubscriber, TestContent.of("m1"));
		room.publish(this.bobSubscriber, TestContent.of("m2"));
		this.pump.runAll();

		assertThat(this.hub.traffic().delivered() - before).isEqualTo(4);
		assertThat(before).isOne();
	}

	@Test
	void leavesOfManyDoNotAffectTheRemainingSubscribers() {
		List<FakeOutlet> outlets = new ArrayList<>();
		List<Subscriber> subscribers = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			outlets.add(new FakeOutlet());
			subscribers.add(TestSubscribers.text(100 + i, outlets.get(i)));
			TestJoin.silently(this.hub, "room", subscribers.get(i));
		}
		Room room = join(this.bobSubscriber, "bob");
		this.pump.runAll();

		for (int i = 0; i < 40; i += 2) {
			leave(room, subscribers.get(i), TestContent.none());
		}
		room.publish(this.bobSubscriber, TestContent.of("still here"));
		this.pump.runAll();

		assertThat(room.clients()).isEqualTo(21);
		for (int i = 0; i < 40; i++) {
			List<String> expected = (i % 2 == 0) ? List.of("bob joined") : List.of("bob joined", "still here");
			assertThat(outlets.get(i).texts()).as("client %d", i).isEqualTo(expected);
		}
	}

}
