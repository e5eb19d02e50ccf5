package io.roomcast.ws;

import java.io.IOException;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How client and server agree on a protocol.
 */
class SubprotocolIntegrationTests {

	private static final String OFFER = "Sec-WebSocket-Protocol: ";

	private static final String ANSWER = "Sec-WebSocket-Protocol";

	private static final String JSON = "roomcast.v1.json";

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@ParameterizedTest
	@ValueSource(
			strings = { JSON, JSON + ", chat", "mqtt, chat, " + JSON, "chat,," + JSON, "roomcast.v2.json," + JSON })
	void jsonIsChosenAmongTheOfferedProtocols(String offered) throws IOException {
		Handshake handshake = attempt(OFFER + offered);

		assertThat(handshake.isAccepted()).isTrue();
		assertThat(handshake.header(ANSWER)).isEqualTo(JSON);
	}

	@Test
	void jsonIsFoundInASecondHeaderLine() throws IOException {
		Handshake handshake = attempt(OFFER + "chat", OFFER + JSON);

		assertThat(handshake.header(ANSWER)).isEqualTo(JSON);
	}

	/**
	 * Served plain text, such a client would say its JSON to the room. Names are compared
	 * with the case, as in RFC 6455.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "chat", "chat, mqtt", "roomcast.v2.json", JSON + "x", "Roomcast.V1.JSON" })
	void clientThatOffersOnlyOtherProtocolsIsRefused(String offered) throws IOException {
		Problem problem = Problem.of(attempt(OFFER + offered));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains(JSON);
	}

	@Test
	void refusedProtocolDoesNotReserveTheNick() throws IOException {
		Handshake.attempt(server.ws(this.clients.room() + "?nick=alice"), OFFER + "chat");

		assertThat(this.clients.joinAs("alice").nick()).isEqualTo("alice");
	}

	@Test
	void noProtocolIsAnsweredWhenNoneIsOffered() throws IOException {
		assertThat(attempt().headers()).doesNotContainKey(ANSWER);
	}

	@Test
	void plainTextIsSpokenWhenNoProtocolIsOffered() throws IOException {
		try (RawWebSocket socket = RawWebSocket.open(server.ws(this.clients.room() + "?nick=carl"))) {
			assertThat(socket.nextText()).isEqualTo("welcome carl");
		}
	}

	@Test
	void jsonIsSpokenWhenItIsAnswered() throws IOException {
		try (RawWebSocket socket = RawWebSocket.open(server.ws(this.clients.room()), OFFER + "chat, " + JSON)) {
			assertThat(JsonEvent.parse(socket.nextText())).isInstanceOf(JsonEvent.Hello.class);
			assertThat(JsonEvent.parse(socket.nextText())).isInstanceOf(JsonEvent.Welcome.class);
		}
	}

	private Handshake attempt(String... headers) throws IOException {
		return Handshake.attempt(server.ws(this.clients.room()), headers);
	}

}
