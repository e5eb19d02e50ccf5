package io.roomcast.fanout;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entries that are not kept: answers to one subscriber, and what is told to all.
 */
class InOrderAnswerTests extends AliceAndBob {

	private static final Content ANSWER = new TestContent("", "answer");

	@Test
	void answerComesAtItsPlaceInTheOrder() {
		Room room = bothIn();

		room.publish(this.bobSubscriber, TestContent.of("m1"));
		room.answerInOrder(this.aliceSubscriber, () -> ANSWER);
		room.publish(this.bobSubscriber, TestContent.of("m2"));
		this.pump.runAll();

		assertThat(this.alice.texts()).endsWith("m1", "answer", "m2");
	}

	@Test
	void answerIsSeenByNobodyElse() {
		Room room = bothIn();

		room.answerInOrder(this.aliceSubscriber, () -> ANSWER);
		this.pump.runAll();

		assertThat(this.bob.texts()).containsExactly("welcome bob");
	}

	@Test
	void announcementIsSeenByAllAndNotKept() {
		Room room = bothIn();

		room.announce(TestContent.of("hear, hear"));
		this.pump.runAll();

		assertThat(this.alice.texts()).endsWith("hear, hear");
		assertThat(this.bob.texts()).endsWith("hear, hear");
		assertThat(room.pageAfter(null, 10).messages()).isEmpty();
	}

	@Test
	void countIsUntoldWhenItChangesInALargeRoom() {
		Hub hub = this.pump.newHub(Limits.defaults().withNoticesUpTo(2));
		Room room = TestJoin.silently(hub, "room", TestSubscribers.text(1, new FakeOutlet()));
		TestJoin.silently(hub, "room", TestSubscribers.text(2, new FakeOutlet()));
		assertThat(room.takeUntoldClients()).isEmpty();

		Subscriber third = TestSubscribers.text(3, new FakeOutlet());
		TestJoin.silently(hub, "room", third);

		assertThat(room.takeUntoldClients()).hasValue(3);
		assertThat(room.takeUntoldClients()).isEmpty();
		hub.leave(room, third, TestContent.none(), TestLeave.ignored());
		assertThat(room.takeUntoldClients()).hasValue(2);
	}

	@Test
	void countThatIsTheSameAgainIsNotUntold() {
		Hub hub = this.pump.newHub(Limits.defaults().withNoticesUpTo(0));
		Room room = TestJoin.silently(hub, "room", TestSubscribers.text(1, new FakeOutlet()));
		room.takeUntoldClients();

		Subscriber guest = TestSubscribers.text(2, new FakeOutlet());
		TestJoin.silently(hub, "room", guest);
		hub.leave(room, guest, TestContent.none(), TestLeave.ignored());

		assertThat(room.takeUntoldClients()).isEmpty();
	}

	@Test
	void lastMessagesComeBeforeLiveOnes() {
		Room room = bothIn();
		IntStream.rangeClosed(1, 5).forEach((i) -> room.publish(this.bobSubscriber, TestContent.of("m" + i)));
		this.pump.runAll();
		FakeOutlet wire = new FakeOutlet();

		this.hub.join("room", TestSubscribers.text(3, wire),
				new Joining(new Start.Last(2), (joined) -> Frames.text("after " + joined.position().offset()), ANSWER));
		room.publish(this.bobSubscriber, TestContent.of("m6"));
		this.pump.runAll();

		assertThat(wire.texts()).containsExactly("after 3", "m4", "m5", "answer", "m6");
	}

	@Test
	void fewerThanTheLastMessagesComeIfFewerAreKept() {
		Room room = bothIn();
		room.publish(this.bobSubscriber, TestContent.of("m1"));
		FakeOutlet wire = new FakeOutlet();

		this.hub.join("room", TestSubscribers.text(3, wire),
				new Joining(new Start.Last(1_000), (joined) -> Frames.text("welcome"), TestContent.none()));
		this.pump.runAll();

		assertThat(wire.texts()).containsExactly("welcome", "m1");
	}

}
