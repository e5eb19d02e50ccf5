package io.roomcast.fanout;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rooms that hold back what they deliver.
 */
class CorkTests extends AliceAndBob {

	@Test
	void whatIsHeldBackIsOneWrite() {
		Room room = bothIn();
		int before = this.alice.writes();
		room.cork();
		IntStream.range(0, 3).forEach((i) -> {
			room.publish(this.bobSubscriber, TestContent.of("m" + i));
			this.pump.runAll();
		});
		assertThat(this.alice.writes()).isEqualTo(before);

		room.uncork();
		this.pump.runAll();

		assertThat(this.alice.writes() - before).isOne();
		assertThat(this.alice.texts()).endsWith("m0", "m1", "m2");
	}

	@Test
	void nothingIsHeldBackAfterwards() {
		Room room = bothIn();
		room.cork();
		room.uncork();

		room.publish(this.bobSubscriber, TestContent.of("hi"));
		this.pump.runAll();

		assertThat(this.alice.texts()).endsWith("hi");
	}

	@Test
	void whoLeavesIsServedAfterwards() {
		Room room = bothIn();
		boolean[] served = new boolean[1];
		room.cork();
		room.publish(this.aliceSubscriber, TestContent.of("bye"));
		leave(room, this.bobSubscriber, TestContent.forOthers("bob left"), () -> served[0] = true);
		this.pump.runAll();
		assertThat(served).containsExactly(false);

		room.uncork();
		this.pump.runAll();

		assertThat(served).containsExactly(true);
		assertThat(this.bob.texts()).endsWith("bye");
	}

	@Test
	void nothingIsHeldBackWhilePublishersMustWait() {
		Room room = bothIn();
		room.cork();

		IntStream.range(0, 7).forEach((i) -> room.publish(this.bobSubscriber, TestContent.of("m" + i)));
		assertThat(room.isBehind()).isTrue();
		this.pump.runAll();

		assertThat(room.isBehind()).isFalse();
		assertThat(this.alice.texts()).contains("m0");
	}

	@Test
	void roomWithNothingToDeliverHasNoPass() {
		Room room = bothIn();
		room.cork();

		room.uncork();

		assertThat(this.pump.waiting()).isZero();
	}

}
