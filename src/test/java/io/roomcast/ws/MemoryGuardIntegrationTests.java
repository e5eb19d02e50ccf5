package io.roomcast.ws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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
 * Clients that make the service hold more for them than it may.
 */
class MemoryGuardIntegrationTests {

	private static final String HELD = "/actuator/metrics/roomcast.client.memory";

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.memory-budget=1MB",
			"roomcast.client.max-message-size=1MB");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void clientsWithTheLargestPartsOfMessagesAreClosedAndTheOthersStay() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket frugal = RawWebSocket.open(server.ws(this.clients.room() + "-others?nick=frugal"));
		frugal.nextText();
		frugal.sendHalfOf(Frame.text("x".repeat(1_000)));
		List<RawWebSocket> greedy = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			RawWebSocket client = RawWebSocket.open(server.ws(this.clients.room() + "-" + i));
			client.nextText();
			client.sendHalfOf(Frame.text("x".repeat(800_000)));
			greedy.add(client);
		}

		Frame close = greedy.get(closedOne(greedy)).next();

		assertThat(close.opcode()).isEqualTo(Frame.CLOSE);
		assertThat(close.closeCode()).isEqualTo(1013);
		assertThat(close.closeReason()).contains("memory is short");
		alice.send("hi");
		assertThat(alice.nextText()).isEqualTo("echo: hi");
		for (RawWebSocket client : greedy) {
			client.close();
		}
		frugal.close();
		await().until(() -> server.get(HELD).body().contains("\"value\":0.0"));
	}

	/**
	 * Waits until one of the clients is closed: the first that has something to read.
	 */
	private static int closedOne(List<RawWebSocket> clients) {
		AtomicInteger first = new AtomicInteger(-1);
		await().until(() -> {
			first.set(firstWithInput(clients));
			return first.get() >= 0;
		});
		return first.get();
	}

	private static int firstWithInput(List<RawWebSocket> clients) throws IOException {
		for (int i = 0; i < clients.size(); i++) {
			if (clients.get(i).hasInput()) {
				return i;
			}
		}
		return -1;
	}

}
