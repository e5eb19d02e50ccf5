package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.roomcast.harness.Rendezvous;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A room is uncorked while a message is added and while a pass ends, many times.
 */
@Tag("alone")
class CorkRaceTests {

	private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final int MIN_ROUNDS = 10_000;

	/** A message that was not delivered by then lies there. */
	private static final long DELIVERED_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final int MESSAGE_BYTES = Frames.text("m").length;

	@AutoClose
	private final SpinningPump pump = new SpinningPump();

	private final Hub hub = new Hub(this.pump, Limits.defaults(), Clock.systemUTC(), this.pump);

	private final TestBranch branch = TestBranch.of(5, 77);

	private final Room room = this.branch.open(this.hub, this.branch.say("first"));

	private final CountingOutlet wire = new CountingOutlet();

	@Test
	void noMessageIsLeftLying() {
		TestJoin.silently(this.hub, this.room.name(), TestSubscribers.text(1, this.wire));
		long seed = new Random().nextLong();
		int lying = 0;
		int rounds;
		try (Rendezvous rendezvous = new Rendezvous(new Random(seed))
			.other(() -> this.room.accept(this.branch.say("m")))) {
			long start = System.nanoTime();
			while (rendezvous.rounds() < MIN_ROUNDS || System.nanoTime() - start < RACE_NANOS) {
				this.room.cork();
				rendezvous.meet(this.room::uncork);
				lying += isDelivered(rendezvous.rounds()) ? 0 : 1;
			}
			rounds = rendezvous.rounds();
		}

		assertThat(lying).as("seed %d: of %d messages, those that were left lying", seed, rounds).isZero();
	}

	private boolean isDelivered(int messages) {
		long start = System.nanoTime();
		while (this.wire.bytes < (long) messages * MESSAGE_BYTES) {
			if (System.nanoTime() - start > DELIVERED_NANOS) {
				this.room.uncork();
				return false;
			}
			Thread.onSpinWait();
		}
		return true;
	}

	private static final class CountingOutlet extends DiscardingOutlet {

		private volatile long bytes;

		@Override
		@SuppressWarnings("NonAtomicVolatileUpdate") // one pass writes at a time
		public WriteResult write(ByteBuffer wire, WriteWaiter writer) {
			this.bytes += wire.remaining();
			return super.write(wire, writer);
		}

	}

}
