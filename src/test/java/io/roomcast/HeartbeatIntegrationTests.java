package io.roomcast;

import java.io.IOException;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeartbeatIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.ping-interval=100ms",
			"roomcast.client.pong-timeout=300ms", "roomcast.client.close-timeout=300ms");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void silentClientIsPinged() throws IOException {
		RawWebSocket silent = this.clients.joinRaw("silent");

		assertThat(silent.next().opcode()).isEqualTo(Frame.PING);
	}

	@Test
	void clientThatAnswersStays() throws IOException {
		RawWebSocket carl = this.clients.joinRaw("carl");

		for (int i = 0; i < 8; i++) {
			Frame ping = carl.next();
			assertThat(ping.opcode()).isEqualTo(Frame.PING);
			carl.send(Frame.of(true, Frame.PONG, new byte[0]));
		}

		assertThat(server.clients()).isOne();
	}

	@Test
	void clientThatShowsNoSignOfLifeIsGone() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket dead = this.clients.joinRaw("dead");

		assertThat(alice.nextText()).isEqualTo("dead left");
		assertThat(dead.next().opcode()).isEqualTo(Frame.PING);
		dead.awaitEnd();
	}

	@Test
	void clientThatNeverAnswersTheCloseIsGone() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.text(new byte[] { (byte) 0xFF }));

		assertThat(alice.nextText()).isEqualTo("carl left");
		assertThat(carl.next().opcode()).isEqualTo(Frame.CLOSE);
		carl.awaitEnd();
	}

}
