package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.roomcast.fanout.Traffic.Slow;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlowSubscriberTests {

	private static final Limits SMALL = Limits.defaults()
		.withLog(8, 100_000)
		.withLag(6, 100_000)
		.withWriteBytes(64)
		.withNoticesUpTo(42);

	private final HandTurned pump = new HandTurned();

	private final Hub hub = new Hub(this.pump, this.pump, SMALL, Clock.systemUTC());

	private final FakeOutlet alice = new FakeOutlet();

	private final FakeOutlet bob = new FakeOutlet();

	private final Subscriber aliceSeat = new Subscriber(1, this.alice, Format.TEXT, null);

	private final Subscriber bobSeat = new Subscriber(2, this.bob, Format.TEXT, null);

	@Test
	void slowClientNeverDelaysOthers() {
		Room room = bothIn();
		this.alice.takeOnly(0);

		room.publish(this.bobSeat, Line.of("m1"));
		this.pump.runDry();
		room.publish(this.bobSeat, Line.of("m2"));
		this.pump.runDry();

		assertThat(this.bob.texts()).endsWith(">m1", ">m2");
	}

	@Test
	void slowClientHoldsNoMoreThanTheFrameUnderWay() {
		Room room = bothIn();
		this.alice.takeOnly(3);

		IntStream.range(0, 5).forEach((i) -> room.publish(this.bobSeat, Line.of("m" + i)));
		this.pump.runDry();

		assertThat(this.alice.restBytes()).isOne();
	}

	@Test
	void slowClientCatchesUpInOrderWhenItReadsOn() {
		Room room = bothIn();
		this.alice.takeOnly(7);

		for (int i = 0; i < 6; i++) {
			room.publish(this.bobSeat, Line.of("m" + i));
			this.pump.runDry();
		}
		this.alice.readOn();
		this.pump.runDry();

		assertThat(this.alice.texts()).endsWith("m0", "m1", "m2", "m3", "m4", "m5");
		assertThat(this.alice.closed()).isNull();
	}

	@Test
	void clientThatTheLogHasMovedPastIsClosed() {
		Room room = bothIn();
		this.alice.takeOnly(0);

		for (int i = 0; i < 20; i++) {
			room.publish(this.bobSeat, Line.of("m" + i));
			this.pump.runDry();
		}
		this.alice.readOn();
		this.pump.runDry();

		assertThat(this.alice.closed()).startsWith("1013 ");
		assertThat(this.bob.texts()).hasSize(21);
	}

	@Test
	void slowLeaverGetsWhatWasSaidBeforeWhenItReadsOn() {
		Room room = bothIn();
		List<String> served = new ArrayList<>();
		this.alice.takeOnly(2);

		IntStream.range(0, 5).forEach((i) -> room.publish(this.bobSeat, Line.of("x".repeat(30) + i)));
		leave(room, this.aliceSeat, Line.forOthers("alice left"), () -> served.add("alice"));
		this.pump.runDry();

		assertThat(served).isEmpty();
		this.alice.readOn();
		this.pump.runDry();
		assertThat(served).containsExactly("alice");
		assertThat(this.alice.texts()).hasSize(7).last().asString().endsWith("4");
	}

	@Test
	void clientThatCannotBeServedIsClosedAndHarmsNobody() {
		Room room = bothIn();
		List<String> closed = new ArrayList<>();
		Outlet broken = new Outlet() {

			@Override
			public WriteResult write(ByteBuffer wire, Runnable whenFree) {
				throw new IllegalStateException("broken");
			}

			@Override
			public void finish(ByteBuffer rest) {
				throw new IllegalStateException("broken");
			}

			@Override
			public void close(int code, String reason) {
				closed.add(code + " " + reason);
			}
		};
		join(new Subscriber(3, broken, Format.TEXT, null), "carl");
		room.publish(this.bobSeat, Line.of("m1"));
		this.pump.runDry();

		assertThat(closed).singleElement().asString().startsWith("1011 ");
		assertThat(this.alice.texts()).endsWith("carl joined", "m1");
	}

	@Test
	void whoCatchesUpIsCounted() {
		Room room = bothIn();
		this.alice.takeOnly(1);
		room.publish(this.bobSeat, Line.of("m1"));
		room.publish(this.bobSeat, Line.of("m2"));
		this.pump.runDry();

		assertThat(this.hub.largestLag()).isOne();
		assertThat(this.hub.traffic().bytesInFlight()).isEqualTo(3);
		this.alice.readOn();
		this.pump.runDry();

		assertThat(this.hub.largestLag()).isZero();
		assertThat(this.hub.traffic().bytesInFlight()).isZero();
		assertThat(this.hub.traffic().slow(Slow.CAUGHT_UP)).isOne();
	}

	@Test
	void whoTheLogHasMovedPastIsCounted() {
		Room room = bothIn();
		this.alice.takeOnly(0);

		for (int i = 0; i < 20; i++) {
			room.publish(this.bobSeat, Line.of("m" + i));
			this.pump.runDry();
		}
		this.alice.readOn();
		this.pump.runDry();

		assertThat(this.hub.traffic().slow(Slow.LOST)).isOne();
		assertThat(this.hub.traffic().slow(Slow.CAUGHT_UP)).isZero();
	}

	@Test
	void slowClientThatIsGoneIsNotWaitedFor() {
		Room room = bothIn();
		this.alice.takeOnly(1);
		room.publish(this.bobSeat, Line.of("m1"));
		this.pump.runDry();

		this.alice.close(1006, "gone");
		leave(room, this.aliceSeat, Line.forOthers("alice left"));
		this.alice.readOn();
		this.pump.runDry();

		assertThat(this.hub.largestLag()).isZero();
		assertThat(this.hub.traffic().bytesInFlight()).isZero();
		assertThat(room.subscribers().behind()).isZero();
	}

	@Test
	void bytesThatTheSocketHasYetToTakeAreCountedUntilItHas() {
		Room room = bothIn();
		this.alice.takeOnly(1);
		room.publish(this.bobSeat, Line.of("m1"));
		this.pump.runDry();

		room.sendTo(this.aliceSeat, Frames.text("for alice alone"));
		this.pump.runDry();

		assertThat(this.hub.traffic().bytesInFlight()).isEqualTo(this.alice.restBytes()).isEqualTo(3);
		this.alice.readOn();
		this.pump.runDry();
		assertThat(this.hub.traffic().bytesInFlight()).isZero();
	}

	private void leave(Room room, Subscriber seat, Line notice) {
		leave(room, seat, notice, () -> {
		});
	}

	private void leave(Room room, Subscriber seat, Line notice, Runnable whenServed) {
		this.hub.leave(room, seat, notice, () -> {
		}, whenServed);
	}

	private Room bothIn() {
		join(this.aliceSeat, "alice");
		Room room = join(this.bobSeat, "bob");
		this.pump.runDry();
		return room;
	}

	private Room join(Subscriber seat, String name) {
		return this.hub.join("room", seat, null, (joined) -> Frames.text("welcome " + name),
				Line.forOthers(name + " joined"));
	}

}
