package io.roomcast.ws;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ConnectionLeakIntegrationTests {

	private static final int CLIENTS = 800;

	/**
	 * Stops the server, which waits for every connection that it knows of: for one that
	 * was not released it would wait too long.
	 */
	@Test
	void resetConnectionThatBrokeTheProtocolIsReleased() throws IOException {
		try (ChatServer server = ChatServer.start("roomcast.client.shutdown-timeout=60s");
				ChatClients clients = new ChatClients(server)) {
			for (int i = 0; i < CLIENTS; i++) {
				RawWebSocket client = RawWebSocket.open(server.ws(clients.room()));
				client.sendUnmasked(Frame.text("x"));
				client.reset();
			}
			await().until(() -> server.clients() == 0);

			assertThat(CompletableFuture.runAsync(server::stop)).succeedsWithin(Duration.ofSeconds(10));
		}
	}

}
