package io.roomcast.ws;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client that reads all the time, but more slowly than others send.
 */
class SteadyReaderIntegrationTests {

	private static final int BYTES_EACH = 60_000;

	/** How long the client takes for a message. */
	private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private static final int MESSAGES_READ = 150;

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.room.log-size=64MB",
			"roomcast.client.ping-interval=100ms", "roomcast.client.pong-timeout=500ms");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@AutoClose("shutdownNow")
	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final AtomicBoolean enough = new AtomicBoolean();

	@Test
	void slowButSteadyReaderIsNotTakenForDead() throws Exception {
		ChatRecorder alice = this.clients.join();
		RawWebSocket steady = this.clients.joinRaw("steady");
		Future<?> talking = this.thread.submit(() -> talk(alice));

		int read = 0;
		while (read < MESSAGES_READ) {
			Frame frame = steady.next();
			if (frame.opcode() == Frame.PING) {
				steady.send(Frame.of(true, Frame.PONG, frame.bytes()));
			}
			else {
				assertThat(frame.opcode()).isEqualTo(Frame.BINARY);
				read++;
				LockSupport.parkNanos(PACE_NANOS);
			}
		}

		this.enough.set(true);
		talking.get(10, TimeUnit.SECONDS);
		steady.close();
		assertThat(alice.nextText()).isEqualTo("steady left");
	}

	private void talk(ChatRecorder alice) {
		byte[] message = new byte[BYTES_EACH];
		while (!this.enough.get()) {
			alice.sendAndTakeEcho(message);
			LockSupport.parkNanos(PACE_NANOS / 2);
		}
	}

	@Test
	void kernelBuffersLittleForAClientThatDoesNotRead() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket stalled = this.clients.joinRaw("stalled");
		byte[] message = new byte[BYTES_EACH];

		for (int i = 0; i < 12; i++) {
			alice.sendAndTakeEcho(message);
		}

		await().until(() -> server.meter("roomcast.write.pending").orElseThrow() != 0);
		stalled.close();
		assertThat(alice.nextText()).isEqualTo("stalled left");
	}

}
