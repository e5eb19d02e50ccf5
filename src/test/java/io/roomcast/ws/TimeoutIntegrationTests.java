package io.roomcast.ws;

import java.io.IOException;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that have vanished without a close frame, and clients that only seem to.
 */
class TimeoutIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.ping-interval=100ms",
			"roomcast.client.pong-timeout=2s", "roomcast.client.send-timeout=1s",
			"roomcast.client.close-timeout=500ms");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void silentClientIsPinged() throws IOException {
		RawWebSocket carl = this.clients.joinRaw("carl");

		assertThat(carl.next().opcode()).isEqualTo(Frame.PING);
	}

	@Test
	void silentClientThatAnswersPingsStays() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		for (int i = 0; i < 25; i++) {
			Frame ping = carl.next();
			assertThat(ping.opcode()).isEqualTo(Frame.PING);
			carl.send(Frame.of(true, Frame.PONG, ping.bytes()));
		}
		carl.send(Frame.text("still here"));

		assertThat(alice.nextText()).isEqualTo("carl: still here");
	}

	@Test
	void clientThatNeverAnswersAPingIsRemoved() throws IOException {
		ChatRecorder alice = this.clients.join();
		this.clients.joinRaw("carl");

		assertThat(alice.nextText()).isEqualTo("carl left");
		assertThat(server.clients()).isEqualTo(1);
	}

	@Test
	void connectionEndsEvenIfTheClientNeverAnswersTheCloseFrame() throws IOException {
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.text("x".repeat(65_537)));
		carl.nextClose();

		carl.awaitEnd();
	}

}
