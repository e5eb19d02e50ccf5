package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.roomcast.fanout.Traffic.Slow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlowSubscriberTests extends AliceAndBob {

	@Test
	void slowClientNeverDelaysOthers() {
		Room room = bothIn();
		this.alice.takeOnly(0);

		room.publish(this.bobSubscriber, TestContent.of("m1"));
		this.pump.runAll();
		room.publish(this.bobSubscriber, TestContent.of("m2"));
		this.pump.runAll();

		assertThat(this.bob.texts()).endsWith(">m1", ">m2");
	}

	@Test
	void onlyTheFrameUnderWayIsHeldForASlowClient() {
		Room room = bothIn();
		this.alice.takeOnly(3);

		IntStream.range(0, 5).forEach((i) -> room.publish(this.bobSubscriber, TestContent.of("m" + i)));
		this.pump.runAll();

		assertThat(this.alice.restBytes()).isOne();
	}

	@Test
	void slowClientCatchesUpInOrderOnceItReadsAgain() {
		Room room = bothIn();
		this.alice.takeOnly(7);

		for (int i = 0; i < 6; i++) {
			room.publish(this.bobSubscriber, TestContent.of("m" + i));
			this.pump.runAll();
		}
		this.alice.readOn();
		this.pump.runAll();

		assertThat(this.alice.texts()).endsWith("m0", "m1", "m2", "m3", "m4", "m5");
		assertThat(this.alice.closed()).isNull();
	}

	@Test
	void clientIsClosedWhenTheLogHasMovedPastIt() {
		Room room = bothIn();
		this.alice.takeOnly(0);

		for (int i = 0; i < 20; i++) {
			room.publish(this.bobSubscriber, TestContent.of("m" + i));
			this.pump.runAll();
		}
		this.alice.readOn();
		this.pump.runAll();

		assertThat(this.alice.closed()).startsWith("1013 ");
		assertThat(this.bob.texts()).hasSize(21);
	}

	@Test
	void slowLeaverGetsWhatWasSaidBeforeOnceItReadsAgain() {
		Room room = bothIn();
		List<String> served = new ArrayList<>();
		this.alice.takeOnly(2);

		IntStream.range(0, 5).forEach((i) -> room.publish(this.bobSubscriber, TestContent.of("x".repeat(30) + i)));
		leave(room, this.aliceSubscriber, TestContent.forOthers("alice left"), () -> served.add("alice"));
		this.pump.runAll();

		assertThat(served).isEmpty();
		this.alice.readOn();
		this.pump.runAll();
		assertThat(served).containsExactly("alice");
		assertThat(this.alice.texts()).hasSize(7).last().asString().endsWith("4");
	}

	@Test
	void clientWhoseSocketFailsIsClosedAndOthersAreServed() {
		Room room = bothIn();
		List<String> closed = new ArrayList<>();
		Outlet broken = new TestOutlet() {

			@Override
			public WriteResult write(ByteBuffer wire, WriteWaiter writer) {
				throw new IllegalStateException("broken");
			}

			@Override
			public void finish(ByteBuffer rest) {
				throw new IllegalStateException("broken");
			}

			@Override
			public void close(Disconnect disconnect) {
				closed.add(disconnect.code() + " " + disconnect.reason());
			}
		};
		join(TestSubscribers.text(3, broken), "carl");
		room.publish(this.bobSubscriber, TestContent.of("m1"));
		this.pump.runAll();

		assertThat(closed).singleElement().asString().startsWith("1011 ");
		assertThat(this.alice.texts()).endsWith("carl joined", "m1");
	}

	@Test
	void clientThatCatchesUpIsCounted() {
		Room room = bothIn();
		this.alice.takeOnly(1);
		room.publish(this.bobSubscriber, TestContent.of("m1"));
		room.publish(this.bobSubscriber, TestContent.of("m2"));
		this.pump.runAll();

		assertThat(this.hub.largestLag()).isOne();
		assertThat(this.hub.traffic().bytesInFlight()).isEqualTo(3);
		this.alice.readOn();
		this.pump.runAll();

		assertThat(this.hub.largestLag()).isZero();
		assertThat(this.hub.traffic().bytesInFlight()).isZero();
		assertThat(this.hub.traffic().slow(Slow.CAUGHT_UP)).isOne();
	}

	@Test
	void clientThatTheLogHasMovedPastIsCounted() {
		Room room = bothIn();
		this.alice.takeOnly(0);

		for (int i = 0; i < 20; i++) {
			room.publish(this.bobSubscriber, TestContent.of("m" + i));
			this.pump.runAll();
		}
		this.alice.readOn();
		this.pump.runAll();

		assertThat(this.hub.traffic().slow(Slow.LOST)).isOne();
		assertThat(this.hub.traffic().slow(Slow.CAUGHT_UP)).isZero();
	}

	@Test
	void slowClientThatIsClosedNoLongerLags() {
		Room room = bothIn();
		this.alice.takeOnly(1);
		room.publish(this.bobSubscriber, TestContent.of("m1"));
		this.pump.runAll();

		this.alice.close(Disconnect.WITHOUT_CLOSE_FRAME);
		leave(room, this.aliceSubscriber, TestContent.forOthers("alice left"));
		this.alice.readOn();
		this.pump.runAll();

		assertThat(this.hub.largestLag()).isZero();
		assertThat(this.hub.traffic().bytesInFlight()).isZero();
		assertThat(room.subscribers().lagging()).isZero();
	}

	@Test
	void bytesInFlightAreCountedUntilTheSocketTakesThem() {
		Room room = bothIn();
		this.alice.takeOnly(1);
		room.publish(this.bobSubscriber, TestContent.of("m1"));
		this.pump.runAll();

		TestSubscribers.sendTo(room, this.aliceSubscriber, Frames.text("for alice alone"));
		this.pump.runAll();

		assertThat(this.hub.traffic().bytesInFlight()).isEqualTo(this.alice.restBytes()).isEqualTo(3);
		this.alice.readOn();
		this.pump.runAll();
		assertThat(this.hub.traffic().bytesInFlight()).isZero();
	}

}
