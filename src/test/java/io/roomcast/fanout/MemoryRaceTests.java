package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients join, stall, get frames of their own, break off and leave, while clean-ups
 * shorten the rooms' logs: in the end every byte is released.
 */
@Tag("alone")
class MemoryRaceTests {

	private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final int STAYING = 20;

	private static final int ROOMS = 3;

	private final ExecutorService pumps = Executors.newFixedThreadPool(2);

	private final ExecutorService maintenance = Executors.newSingleThreadExecutor();

	private final ExecutorService sockets = Executors.newFixedThreadPool(2);

	private final Hub hub = new Hub(this.pumps,
			Limits.defaults()
				.withHistory(20, 100_000, Duration.ofMinutes(1))
				.withWriteBytes(1_000)
				.withBudgets(20_000, 20_000, 20_000),
			Clock.systemUTC(), this.maintenance);

	private final long seed = new Random().nextLong();

	private final Random random = new Random(this.seed);

	@AfterEach
	void stop() {
		this.sockets.shutdownNow();
		this.pumps.shutdownNow();
		this.maintenance.shutdownNow();
	}

	@Test
	void everyByteIsReleasedHoweverAClientLeaves() {
		@Nullable Client[] clients = new @Nullable Client[STAYING];
		int round = 0;
		long most = 0;

		for (long start = System.nanoTime(); System.nanoTime() - start < RACE_NANOS; round++) {
			int index = this.random.nextInt(STAYING);
			Client next = new Client(round + 1);
			leave(clients[index]);
			clients[index] = next;
			next.talk(clients);
			most = Math.max(most, this.hub.clientBudget().used());
		}
		for (Client client : clients) {
			leave(client);
		}

		assertThat(most).as("seed %d", this.seed).isPositive();
		await().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
			assertThat(this.hub.clientBudget().used()).as("seed %d: of clients", this.seed).isZero();
			assertThat(this.hub.traffic().bytesInFlight()).as("seed %d: in flight", this.seed).isZero();
		});
		assertThat(this.hub.failures().count()).as("seed %d", this.seed).isZero();
	}

	private static void leave(@Nullable Client client) {
		if (client != null) {
			client.leave();
		}
	}

	/**
	 * A client whose socket takes random parts.
	 */
	private final class Client {

		private final FickleOutlet outlet;

		private final Subscriber subscriber;

		private final Room room;

		private Client(int number) {
			this.outlet = new FickleOutlet(new Random(MemoryRaceTests.this.seed + number));
			this.subscriber = new Subscriber(number, this.outlet, Format.VALUES.get(number % 2),
					(room, after, position) -> Frames.text("gap"));
			this.room = MemoryRaceTests.this.hub.join("room" + number % ROOMS, this.subscriber,
					new Joining(Start.NOW, (joined) -> Frames.text("welcome"), TestContent.forOthers("joined")));
		}

		private void talk(@Nullable Client[] others) {
			for (int i = 0; i < 5; i++) {
				this.room.publish(this.subscriber,
						TestContent.of("x".repeat(MemoryRaceTests.this.random.nextInt(3_000))));
			}
			for (Client other : others) {
				if (other != null) {
					TestSubscribers.sendTo(other.room, other.subscriber, Frames.text("to you alone"));
				}
			}
		}

		private void leave() {
			MemoryRaceTests.this.hub.leave(this.room, this.subscriber, TestContent.forOthers("left"),
					TestLeave.ignored());
			this.outlet.close(Disconnect.REMOVED);
		}

	}

	/**
	 * An outlet that now and then takes only a part of a write, and the rest later,
	 * unless it is closed.
	 */
	private final class FickleOutlet extends TestOutlet {

		private final Random random;

		private boolean busy;

		private boolean closed;

		private Runnable whenWritable = () -> {
		};

		private FickleOutlet(Random random) {
			this.random = random;
		}

		@Override
		public synchronized WriteResult write(ByteBuffer wire, WriteWaiter writer) {
			if (this.closed) {
				return WriteResult.CLOSED;
			}
			this.whenWritable = writer::wake;
			if (this.busy) {
				return WriteResult.BUSY;
			}
			if (this.random.nextInt(3) > 0) {
				wire.position(wire.limit());
				return WriteResult.COMPLETE;
			}
			wire.position(this.random.nextInt(wire.remaining()));
			this.busy = true;
			return WriteResult.PARTIAL;
		}

		@Override
		public void finish(ByteBuffer rest) {
			MemoryRaceTests.this.sockets.execute(() -> free().run());
		}

		private synchronized Runnable free() {
			this.busy = false;
			return this.whenWritable;
		}

		@Override
		public synchronized void close(Disconnect disconnect) {
			this.closed = true;
		}

	}

}
