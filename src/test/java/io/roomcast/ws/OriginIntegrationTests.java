package io.roomcast.ws;

import java.io.IOException;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.RunningChat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OriginIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void handshakeWithoutAnOriginIsAccepted() throws IOException {
		assertThat(Handshake.attempt(server.ws(this.clients.room())).status()).isEqualTo(101);
	}

	@Test
	void originOfTheServerItselfIsAccepted() throws IOException {
		assertThat(statusFor(server, server.http(""))).isEqualTo(101);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://elsewhere.example", "http://127.0.0.1:1", "https://127.0.0.1", "null" })
	void otherOriginIsRefused(String origin) throws IOException {
		assertThat(statusFor(server, origin)).isEqualTo(403);
	}

	@Test
	void allowedOriginIsAccepted() throws Exception {
		ChatServer.whileRunning((open) -> {
			assertThat(statusFor(open, "http://elsewhere.example")).isEqualTo(101);
			assertThat(statusFor(open, "http://somewhere.example")).isEqualTo(403);
		}, "roomcast.client.allowed-origins=http://elsewhere.example");
	}

	private int statusFor(RunningChat chat, String origin) throws IOException {
		return Handshake.attempt(chat.ws(this.clients.room()), "Origin: " + origin).status();
	}

}
