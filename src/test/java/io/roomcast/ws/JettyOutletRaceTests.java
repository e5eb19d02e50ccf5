package io.roomcast.ws;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Outlet.WriteResult;
import io.roomcast.fanout.TestWriter;
import io.roomcast.fanout.Traffic;
import io.roomcast.harness.Rendezvous;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two threads that meet at one outlet, again and again.
 */
@Tag("alone")
class JettyOutletRaceTests {

	private static final int ROUNDS = 300_000;

	/** With a processor for each thread all rounds are over earlier. */
	private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

	/** In fewer rounds the fault may not show. */
	private static final int MIN_ROUNDS = 10_000;

	private static final int CONTROL_FRAME_BYTES = 2;

	private static final byte[] NOTHING = {};

	@AutoClose
	private final Rendezvous threads = new Rendezvous(new Random());

	private final long start = System.nanoTime();

	@Test
	void controlFrameThatMeetsAnotherIsNotLeftLying() {
		ByteArrayEndPoint socket = socket();
		JettyOutlet outlet = client(socket).outlet();
		int left = 0;

		this.threads.other(() -> outlet.writePing(Frames.ping()));
		while (isGoingOn()) {
			this.threads.meet(() -> {
				outlet.addPong(NOTHING);
				outlet.writeControls();
			});
			left += (socket.takeOutput().remaining() < 2 * CONTROL_FRAME_BYTES) ? 1 : 0;
		}

		assertThat(left).as("rounds of %d in which a frame was not written", this.threads.rounds()).isZero();
	}

	@Test
	void writeThatMeetsACloseIsTakenOrRefusedOrToldLater() {
		WriteResult[] result = new WriteResult[1];
		ByteBuffer bytes = ByteBuffer.wrap(new byte[] { 1 });
		int untold = 0;

		while (isGoingOn()) {
			AtomicBoolean told = new AtomicBoolean();
			JettyOutlet outlet = client(socket()).outlet();
			this.threads.other(() -> outlet.writeClose(NOTHING))
				.meet(() -> result[0] = outlet.write(bytes.rewind(), new TestWriter(() -> told.set(true))));
			untold += (result[0] == WriteResult.BUSY && !told.get()) ? 1 : 0;
		}

		assertThat(untold).as("writers of %d that were never told", this.threads.rounds()).isZero();
	}

	private boolean isGoingOn() {
		int rounds = this.threads.rounds();
		return rounds <= MIN_ROUNDS || (rounds < ROUNDS && System.nanoTime() - this.start < MAX_NANOS);
	}

	private static ByteArrayEndPoint socket() {
		return new ByteArrayEndPoint(null, 0, new byte[0], 1024);
	}

	private static ClientConnection client(ByteArrayEndPoint socket) {
		ClientConnection client = new ClientConnection(new OpenConnections(), socket, new Budget(Long.MAX_VALUE),
				new Traffic(), Signals.webSocket(Frames.ping()));
		client.notify(new SpringSession(client, socket, new TextWebSocketHandler(), new MessageLimits(1024, 1024), null,
				Map.of()));
		return client;
	}

}
