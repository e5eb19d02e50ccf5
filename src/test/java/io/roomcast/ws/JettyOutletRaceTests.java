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
import io.roomcast.fanout.Outlet.WriteResult;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two threads that meet at one outlet, again and again.
 */
class JettyOutletRaceTests {

	private static final int ROUNDS = 300_000;

	private static final int SPINS = 300;

	/** Long enough for the other thread to come, if it has a processor of its own. */
	private static final int PATIENCE_SPINS = 20_000;

	private static final int CONTROL_FRAME_BYTES = 2;

	private static final byte[] NOTHING = {};

	@AutoClose("shutdownNow")
	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final AtomicInteger round = new AtomicInteger();

	private final AtomicInteger met = new AtomicInteger();

	@Test
	void controlFrameThatMeetsAnotherIsNotLeftLying() throws Exception {
		ByteArrayEndPoint socket = socket();
		JettyOutlet outlet = session(socket).outlet();
		Random random = new Random();
		int left = 0;

		Future<?> pinging = this.thread.submit(() -> eachRound(outlet::writePing));
		for (int i = 1; i <= ROUNDS; i++) {
			this.round.set(i);
			spin(random.nextInt(SPINS));
			outlet.addPong(NOTHING);
			outlet.writeControls();
			awaitAtLeast(i, this.met);
			left += (socket.takeOutput().remaining() < 2 * CONTROL_FRAME_BYTES) ? 1 : 0;
		}

		pinging.get(10, TimeUnit.SECONDS);
		assertThat(left).as("rounds of %d in which a frame was left lying", ROUNDS).isZero();
	}

	@Test
	void writeThatMeetsACloseIsTakenOrRefusedOrToldLater() throws Exception {
		JettyOutlet[] outlet = new JettyOutlet[1];
		ByteBuffer wire = ByteBuffer.wrap(new byte[] { 1 });
		Random random = new Random();
		int untold = 0;

		Future<?> closing = this.thread.submit(() -> eachRound(() -> outlet[0].writeClose(NOTHING)));
		for (int i = 1; i <= ROUNDS; i++) {
			AtomicBoolean told = new AtomicBoolean();
			outlet[0] = session(socket()).outlet();
			this.round.set(i);
			spin(random.nextInt(SPINS));
			WriteResult taken = outlet[0].write(wire.rewind(), () -> told.set(true));
			awaitAtLeast(i, this.met);
			untold += (taken == WriteResult.BUSY && !told.get()) ? 1 : 0;
		}

		closing.get(10, TimeUnit.SECONDS);
		assertThat(untold).as("writers of %d that were never told", ROUNDS).isZero();
	}

	private static void spin(int times) {
		for (int i = 0; i < times; i++) {
			Thread.onSpinWait();
		}
	}

	private void eachRound(Runnable action) {
		for (int i = 1; i <= ROUNDS; i++) {
			awaitAtLeast(i, this.round);
			action.run();
			this.met.set(i);
		}
	}

	/**
	 * Spins, so that both threads go on at once; on a machine with fewer cores than
	 * threads it lets the other one run.
	 */
	private static void awaitAtLeast(int number, AtomicInteger counter) {
		for (int spins = 1; counter.get() < number; spins++) {
			if (spins % PATIENCE_SPINS == 0) {
				LockSupport.parkNanos(1);
			}
			Thread.onSpinWait();
		}
	}

	private static ByteArrayEndPoint socket() {
		return new ByteArrayEndPoint(null, 0, new byte[0], 1024);
	}

	private static ChatSession session(ByteArrayEndPoint socket) {
		ChatSession session = new ChatSession(new OpenSessions(), socket, new Budget(Long.MAX_VALUE));
		session.notify(new SpringSession(session, socket, new TextWebSocketHandler(), new MessageLimits(1024, 1024),
				null, Map.of()));
		return session;
	}

}
