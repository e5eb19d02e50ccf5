package io.roomcast.ws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
 * Clients whose unfinished messages exceed the budget for clients.
 */
class MemoryGuardIntegrationTests {

	private static final String HELD = "roomcast.client.memory";

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.memory.client-budget=1MB",
			"roomcast.client.max-message-size=1MB");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void clientThatHoldsMostMemoryIsClosedAndTheOthersStay() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket greedy = begin("greedy", 1_000_000);
		List<RawWebSocket> modest = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			modest.add(begin("modest-" + i, 160_000));
		}

		Frame close = greedy.nextClose();

		assertThat(close.closeCode()).isEqualTo(1013);
		assertThat(close.closeReason()).contains("memory is short");
		greedy.close();
		await().until(() -> server.clients() == 1 + modest.size());
		alice.sendAndTakeEcho("hi");
		for (RawWebSocket client : modest) {
			client.close();
		}
		await().until(() -> server.meter(HELD).orElseThrow() == 0);
	}

	/**
	 * Sends the first half of a message, from a client in a room of its own.
	 */
	private RawWebSocket begin(String nick, int messageBytes) throws IOException {
		RawWebSocket client = RawWebSocket.open(server.ws(this.clients.room() + "-" + nick));
		client.nextText();
		client.sendHalfOf(Frame.text("x".repeat(messageBytes)));
		return client;
	}

}
