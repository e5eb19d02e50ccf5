package io.roomcast.ws;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.roomcast.chat.MessageProperties;
import io.roomcast.fanout.Outlet.Taken;
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

	private static final int ROUNDS = 100_000;

	private static final int SPINS = 1_000;

	@AutoClose("shutdownNow")
	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final AtomicInteger round = new AtomicInteger();

	private final AtomicInteger met = new AtomicInteger();

	@Test
	void pingThatMeetsAWriteIsNotLeftLying() throws Exception {
		ByteArrayEndPoint socket = socket();
		JettyOutlet outlet = session(socket).outlet();
		ByteBuffer wire = ByteBuffer.wrap(new byte[] { 1 });
		int left = 0;

		Future<?> pinging = this.thread.submit(() -> eachRound(outlet::writePing));
		for (int i = 1; i <= ROUNDS; i++) {
			this.round.set(i);
			assertThat(outlet.write(wire.rewind(), () -> {
			})).isIn(Taken.ALL, Taken.NONE);
			awaitAtLeast(i, this.met);
			boolean pinged = indexOfPing(socket.takeOutput()) >= 0;
			left += pinged ? 0 : 1;
		}

		pinging.get(10, TimeUnit.SECONDS);
		assertThat(left).as("pings left lying in %d rounds", ROUNDS).isZero();
	}

	@Test
	void writeThatMeetsACloseIsTakenOrRefusedOrToldLater() throws Exception {
		JettyOutlet[] outlet = new JettyOutlet[1];
		ByteBuffer wire = ByteBuffer.wrap(new byte[] { 1 });
		int untold = 0;

		Future<?> closing = this.thread.submit(() -> eachRound(() -> outlet[0].writeClose(new byte[0])));
		for (int i = 1; i <= ROUNDS; i++) {
			AtomicBoolean told = new AtomicBoolean();
			outlet[0] = session(socket()).outlet();
			this.round.set(i);
			Taken taken = outlet[0].write(wire.rewind(), () -> told.set(true));
			awaitAtLeast(i, this.met);
			untold += (taken == Taken.NONE && !told.get()) ? 1 : 0;
		}

		closing.get(10, TimeUnit.SECONDS);
		assertThat(untold).as("writers that were never told in %d rounds", ROUNDS).isZero();
	}

	private void eachRound(Runnable action) {
		for (int i = 1; i <= ROUNDS; i++) {
			awaitAtLeast(i, this.round);
			action.run();
			this.met.set(i);
		}
	}

	/**
	 * Spins, so that both threads go on at once; on a machine with fewer cores than threads
	 * it lets the other one run.
	 */
	private static void awaitAtLeast(int number, AtomicInteger counter) {
		for (int spins = 1; counter.get() < number; spins++) {
			if (spins % SPINS == 0) {
				Thread.yield();
			}
		}
	}

	private static ByteArrayEndPoint socket() {
		return new ByteArrayEndPoint(null, 0, new byte[0], 1024);
	}

	private static ChatSession session(ByteArrayEndPoint socket) {
		return new ChatSession(new OpenSessions(), socket, new TextWebSocketHandler(),
				new MessageProperties(DataSize.ofKilobytes(64)), null, Map.of());
	}

	private static int indexOfPing(ByteBuffer written) {
		for (int i = 0; i < written.limit(); i++) {
			if (written.get(i) == (byte) 0x89) {
				return i;
			}
		}
		return -1;
	}

}
