package io.roomcast.engine.redis;

import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.roomcast.engine.redis.PlayedRoom.said;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A room in which so much is said that calls and deliveries wait for more.
 */
class BusyRoomTests {

	private final PlayedRoom played = new PlayedRoom();

	private TestClient alice;

	@BeforeEach
	void begin() {
		this.played.open();
		this.alice = this.played.join("alice", 1);
	}

	@Test
	void whatIsSaidSoonAfterACallGoesTogether() {
		becomeBusy();
		say("one");
		say("two");
		assertThat(this.played.link().isIdle()).isTrue();

		this.played.runDelayed();

		assertThat(PlayedRoom.entries(this.played.answer("MM"))).contains("M", "M");
		assertThat(this.alice.heard()).endsWith("own: one", "own: two");
	}

	@Test
	void whatOthersSayGoesWithTheAnswerToTheNextCall() {
		becomeBusy();
		say("mine");
		this.played.runDelayed();
		this.played.publish("M", said("theirs"));
		assertThat(this.alice.heard()).doesNotContain("theirs");

		this.played.answer("M");

		assertThat(this.alice.heard()).endsWith("theirs", "own: mine");
	}

	@Test
	void whatOthersSayIsDeliveredThoughNothingIsSaidHere() {
		becomeBusy();
		this.played.publish("M", said("theirs"));
		assertThat(this.alice.heard()).doesNotContain("theirs");

		this.played.runDelayed();

		assertThat(this.alice.heard()).endsWith("theirs");
	}

	@Test
	void whatOthersSayIsDeliveredThoughTheAnswerIsLost() {
		becomeBusy();
		say("mine");
		this.played.runDelayed();
		this.played.publish("M", said("theirs"));

		this.played.link().next(Script.PUBLISH).answer().completeExceptionally(new IllegalStateException("cut"));
		this.played.run();

		assertThat(this.alice.heard()).endsWith("theirs");
	}

	@Test
	void whatOthersSayIsDeliveredThoughTheAnswerDoesNotCome() {
		becomeBusy();
		say("mine");
		this.played.runDelayed();
		this.played.publish("M", said("theirs"));

		this.played.room().tick(System.nanoTime(), true);
		this.played.run();

		assertThat(this.alice.heard()).endsWith("theirs");
	}

	@Test
	void quietRoomHoldsNothingBack() {
		say("one");
		this.played.answer("M");
		say("two");

		this.played.publish("M", said("theirs"));

		assertThat(this.alice.heard()).endsWith("theirs");
		this.played.answer("M");
		assertThat(this.alice.heard()).endsWith("own: two");
	}

	@Test
	void largeCallDoesNotWait() {
		becomeBusy();

		IntStream.range(0, Sequencer.MAX_CALL_ENTRIES / 2).forEach((i) -> say("more"));

		assertThat(this.played.link().isIdle()).isFalse();
	}

	/**
	 * Has one call carry so much that the next one is worth waiting for.
	 */
	private void becomeBusy() {
		say("first");
		IntStream.range(0, Sequencer.BUSY_ENTRIES).forEach((i) -> say("more"));
		this.played.answer("M");
		this.played.answer("M".repeat(Sequencer.BUSY_ENTRIES));
	}

	private void say(String text) {
		this.played.room().publish(this.alice.say(text));
		this.played.run();
	}

}
