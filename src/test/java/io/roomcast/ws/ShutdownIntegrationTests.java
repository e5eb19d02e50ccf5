package io.roomcast.ws;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatEvent;
import io.roomcast.harness.ChatProcess;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ShutdownIntegrationTests {

	private static final int RESTARTING = 1012;

	private static final int ENDED_BY_SIGTERM = 128 + 15;

	private static final String HURRY = "roomcast.client.shutdown-timeout=500ms";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@Test
	void everyClientIsToldThatTheServerRestarts() throws IOException {
		try (ChatServer server = ChatServer.start(); ChatClients clients = new ChatClients(server)) {
			List<ChatRecorder> all = Stream.generate(clients::join).limit(5).toList();

			server.stop();

			assertThat(all).allSatisfy(ShutdownIntegrationTests::assertThatServerRestarts);
		}
	}

	@Test
	void clientThatNeverAnswersTheCloseDoesNotHoldTheServerUp() throws IOException {
		try (ChatServer server = ChatServer.start(HURRY); ChatClients clients = new ChatClients(server)) {
			RawWebSocket silent = clients.joinRaw("silent");

			assertThat(CompletableFuture.runAsync(server::stop)).succeedsWithin(PATIENCE);

			Frame close = silent.next();
			assertThat(close.opcode()).isEqualTo(Frame.CLOSE);
			assertThat(close.closeCode()).isEqualTo(RESTARTING);
		}
	}

	@Test
	void clientThatStoppedReadingDoesNotHoldTheServerUp() throws IOException {
		try (ChatServer server = ChatServer.start(HURRY, "roomcast.room.log-size=64MB");
				ChatClients clients = new ChatClients(server)) {
			ChatRecorder alice = clients.join();
			clients.joinRaw("stalled");
			byte[] bytes = new byte[60_000];
			for (int i = 0; i < 200; i++) {
				alice.send(bytes);
				assertThat(alice.nextBinary()).isEqualTo(bytes);
			}

			assertThat(CompletableFuture.runAsync(server::stop)).succeedsWithin(PATIENCE);

			assertThatServerRestarts(alice);
		}
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
	void processEndsByItselfOnSigterm(@TempDir Path directory) throws Exception {
		try (ChatProcess process = ChatProcess.start(directory.resolve("log"));
				ChatClients clients = new ChatClients(process)) {
			ChatRecorder alice = clients.join();

			process.terminate();

			assertThatServerRestarts(alice);
			assertThat(process.awaitExit(PATIENCE)).isEqualTo(ENDED_BY_SIGTERM);
		}
	}

	/**
	 * That others leave is no lie when all do.
	 */
	private static void assertThatServerRestarts(ChatRecorder client) {
		ChatEvent.Closed closed = client
			.closedAfterOnly((event) -> event instanceof ChatEvent.Text notice && notice.text().endsWith(" left"));
		assertThat(closed.code()).isEqualTo(RESTARTING);
	}

}
