package io.roomcast.ws;

import java.io.IOException;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonEvent;
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

	@ParameterizedTest
	@ValueSource(strings = { "chat", "chat, mqtt", "roomcast.v2.json", JSON + "x" })
	void noProtocolIsAnsweredWhenJsonIsNotOffered(String offered) throws IOException {
		Handshake handshake = attempt(OFFER + offered);

		assertThat(handshake.isAccepted()).isTrue();
		assertThat(handshake.headers()).doesNotContainKey(ANSWER);
	}

	@Test
	void noProtocolIsAnsweredWhenNoneIsOffered() throws IOException {
		assertThat(attempt().headers()).doesNotContainKey(ANSWER);
	}

	@Test
	void plainTextIsSpokenWhenNoProtocolIsAnswered() throws IOException {
		try (RawWebSocket socket = open("chat")) {
			assertThat(socket.nextText()).isEqualTo("welcome carl");
		}
	}

	@Test
	void jsonIsSpokenWhenItIsAnswered() throws IOException {
		try (RawWebSocket socket = open("chat, " + JSON)) {
			assertThat(JsonEvent.parse(socket.nextText())).hasOnlyElementsOfType(JsonEvent.Welcome.class);
		}
	}

	/**
	 * Offers the protocol in other letters: RFC 6455 compares with the case, and a client
	 * gives up on an answer that it did not offer.
	 */
	@Test
	void answeredProtocolIsSpelledAsOffered() throws IOException {
		String shouted = "Roomcast.V1.JSON";

		assertThat(attempt(OFFER + shouted).header(ANSWER)).isIn("", shouted);
	}

	private Handshake attempt(String... headers) throws IOException {
		return Handshake.attempt(server.ws(this.clients.room()), headers);
	}

	private RawWebSocket open(String offered) throws IOException {
		return RawWebSocket.open(server.ws(this.clients.room() + "?nick=carl"), OFFER + offered);
	}

}
