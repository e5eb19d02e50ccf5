package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gap is told even if the socket does not take it at once.
 */
class GapTests {

	private static final Limits SMALL = Limits.defaults()
		.withLog(4, 100_000)
		.withHistory(10, 100_000, Duration.ofMinutes(10));

	private final ManualExecutor pump = new ManualExecutor();

	private final Hub hub = this.pump.newHub(SMALL);

	private final Subscriber bob = TestSubscribers.json(1, new FakeOutlet());

	private final Room room = join(this.bob);

	private final FakeOutlet wire = new FakeOutlet();

	private final Subscriber alice = TestSubscribers.json(2, this.wire);

	@Test
	void gapIsToldEvenIfAControlFrameBlocksItAtFirst() {
		stallAliceAndMoveOn();

		Runnable free = this.wire.takeRest();
		this.wire.finish(ByteBuffer.wrap(Frames.text("pong")));
		free.run();
		this.pump.runAll();
		this.wire.readOn();
		this.pump.runAll();

		assertThat(this.wire.texts()).containsSubsequence("m1", "pong", "gap 1 10", "m11", "m20");
	}

	@Test
	void gapIsToldEvenIfTheSocketStopsBeforeIt() {
		stallAliceAndMoveOn();

		TestSubscribers.sendTo(this.room, this.alice, Frames.text("refusal"));
		this.wire.takeRest().run();
		this.wire.takeOnly(3);
		this.pump.runAll();
		this.wire.readOn();
		this.pump.runAll();

		assertThat(this.wire.texts()).containsSubsequence("m1", "refusal", "gap 1 10", "m11", "m20");
	}

	/**
	 * Stalls alice while m1 is written to her, and publishes until m2 to m10 are dropped.
	 */
	private void stallAliceAndMoveOn() {
		join(this.alice);
		this.pump.runAll();
		this.wire.takeOnly(0);
		for (int i = 1; i <= 20; i++) {
			this.room.publish(this.bob, TestContent.of("m" + i));
			this.pump.runAll();
		}
	}

	private Room join(Subscriber subscriber) {
		return TestJoin.welcomed(this.hub, "room", subscriber);
	}

}
