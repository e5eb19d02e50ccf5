package io.roomcast.ws;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Outlet.WriteResult;
import io.roomcast.fanout.TestWriter;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two threads that meet at one outlet, again and again.
 */
class JettyOutletRaceTests {

	private static final int ROUNDS = 300_000;

	/** With a processor for each thread all rounds are over earlier. */
	private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

	/** In fewer rounds the fault may not show. */
	private static final int MIN_ROUNDS = 10_000;

	private static final int OVER = Integer.MAX_VALUE;

	private static final int SPINS = 300;

	/** Long enough for the other thread to come, if it has a processor of its own. */
	private static final int PATIENCE_SPINS = 20_000;

	private static final int CONTROL_FRAME_BYTES = 2;

	private static final byte[] NOTHING = {};

	@AutoClose("shutdownNow")
	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final AtomicInteger round = new AtomicInteger();

	private final AtomicInteger met = new AtomicInteger();

	private final long start = System.nanoTime();

	@Test
	void controlFrameThatMeetsAnotherIsNotLeftLying() throws Exception {
		ByteArrayEndPoint socket = socket();
		JettyOutlet outlet = client(socket).outlet();
		Random random = new Random();
		int left = 0;
		int rounds = 0;

		Future<?> pinging = this.thread.submit(() -> eachRound(() -> outlet.writePing(Frames.ping())));
		while (isGoingOn(rounds)) {
			this.round.set(++rounds);
			spin(random.nextInt(SPINS));
			outlet.addPong(NOTHING);
			outlet.writeControls();
			awaitAtLeast(rounds, this.met);
			left += (socket.takeOutput().remaining() < 2 * CONTROL_FRAME_BYTES) ? 1 : 0;
		}

		endRounds(pinging);
		assertThat(left).as("rounds of %d in which a frame was not written", rounds).isZero();
		assertThat(rounds).isGreaterThan(MIN_ROUNDS);
	}

	@Test
	void writeThatMeetsACloseIsTakenOrRefusedOrToldLater() throws Exception {
		JettyOutlet[] outlet = new JettyOutlet[1];
		ByteBuffer bytes = ByteBuffer.wrap(new byte[] { 1 });
		Random random = new Random();
		int untold = 0;
		int rounds = 0;

		Future<?> closing = this.thread.submit(() -> eachRound(() -> outlet[0].writeClose(NOTHING)));
		while (isGoingOn(rounds)) {
			AtomicBoolean told = new AtomicBoolean();
			outlet[0] = client(socket()).outlet();
			this.round.set(++rounds);
			spin(random.nextInt(SPINS));
			WriteResult result = outlet[0].write(bytes.rewind(), new TestWriter(() -> told.set(true)));
			awaitAtLeast(rounds, this.met);
			untold += (result == WriteResult.BUSY && !told.get()) ? 1 : 0;
		}

		endRounds(closing);
		assertThat(untold).as("writers of %d that were never told", rounds).isZero();
		assertThat(rounds).isGreaterThan(MIN_ROUNDS);
	}

	private boolean isGoingOn(int rounds) {
		return rounds < ROUNDS && System.nanoTime() - this.start < MAX_NANOS;
	}

	private void endRounds(Future<?> other) throws Exception {
		this.round.set(OVER);
		other.get(10, TimeUnit.SECONDS);
	}

	private static void spin(int times) {
		for (int i = 0; i < times; i++) {
			Thread.onSpinWait();
		}
	}

	private void eachRound(Runnable action) {
		for (int i = 1; awaitAtLeast(i, this.round) < OVER; i++) {
			action.run();
			this.met.set(i);
		}
	}

	/**
	 * Spins, so that both threads go on at once; on a machine with fewer processors than
	 * threads it lets the other one run.
	 * @return the number that the counter has reached
	 */
	private static int awaitAtLeast(int number, AtomicInteger counter) {
		int reached = counter.get();
		for (int spins = 1; reached < number; spins++) {
			if (spins % PATIENCE_SPINS == 0) {
				LockSupport.parkNanos(1);
			}
			Thread.onSpinWait();
			reached = counter.get();
		}
		return reached;
	}

	private static ByteArrayEndPoint socket() {
		return new ByteArrayEndPoint(null, 0, new byte[0], 1024);
	}

	private static ClientConnection client(ByteArrayEndPoint socket) {
		ClientConnection client = new ClientConnection(new OpenConnections(), socket, new Budget(Long.MAX_VALUE),
				Frames.ping());
		client.notify(new SpringSession(client, socket, new TextWebSocketHandler(), new MessageLimits(1024, 1024), null,
				Map.of()));
		return client;
	}

}
