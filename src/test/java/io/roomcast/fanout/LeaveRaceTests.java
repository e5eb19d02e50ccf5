package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client leaves while a pass runs, many times.
 */
@Tag("alone")
class LeaveRaceTests {

	private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final int MIN_ROUNDS = 1_000;

	private static final int MAX_NANOS = 2_000;

	@AutoClose
	private final SpinningPump pump = new SpinningPump();

	private final Hub hub = new Hub(this.pump, Limits.defaults().withHistory(0, 0, Duration.ofDays(1)),
			Clock.systemUTC(), this.pump);

	private final long seed = new Random().nextLong();

	@Test
	void leaverStillGetsWhatWasSaidBeforeItLeft() {
		Random random = new Random(this.seed);
		Subscriber bob = TestSubscribers.text(1, new Wire());
		Room room = join(bob);
		int lost = 0;
		int round = 0;

		long start = System.nanoTime();
		for (; round <= MIN_ROUNDS || System.nanoTime() - start < RACE_NANOS; round++) {
			Wire wire = new Wire();
			Subscriber alice = TestSubscribers.text(round + 2, wire);
			join(alice);
			awaitIdle();
			room.publish(bob, TestContent.of("m"));
			spin(random.nextInt(MAX_NANOS));
			this.hub.leave(room, alice, TestContent.none(), TestLeave.whenServed(wire::served));
			lost += wire.awaitServed() ? 0 : 1;
		}

		assertThat(lost).as("seed %d: of %d leavers, those that got nothing", this.seed, round).isZero();
	}

	private Room join(Subscriber subscriber) {
		return TestJoin.silently(this.hub, "room", subscriber);
	}

	private void awaitIdle() {
		boolean[] idle = new boolean[1];
		Object flag = idle;
		this.pump.execute(() -> {
			synchronized (flag) {
				idle[0] = true;
			}
		});
		boolean done = false;
		while (!done) {
			synchronized (flag) {
				done = idle[0];
			}
		}
	}

	private static void spin(long nanos) {
		long until = System.nanoTime() + nanos;
		while (System.nanoTime() - until < 0) {
			Thread.onSpinWait();
		}
	}

	/**
	 * An outlet that takes everything and keeps the size of the last write.
	 */
	private static final class Wire extends TestOutlet {

		private volatile int bytes;

		private volatile boolean served;

		@Override
		public WriteResult write(ByteBuffer wire, WriteWaiter writer) {
			this.bytes = wire.remaining();
			wire.position(wire.limit());
			return WriteResult.COMPLETE;
		}

		@Override
		public void finish(ByteBuffer rest) {
			throw new IllegalStateException("everything was taken");
		}

		@Override
		public void close(Disconnect disconnect) {
			this.served = true;
		}

		private void served() {
			this.served = true;
		}

		private boolean awaitServed() {
			long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
			while (!this.served && System.nanoTime() - limit < 0) {
				Thread.onSpinWait();
			}
			return this.served && this.bytes > 0;
		}

	}

}
