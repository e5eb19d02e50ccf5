package io.roomcast.ops;

import java.io.IOException;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RawWebSocket;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is refused is counted. The limits of package limit have this in their own tests.
 */
class RefusedMeterIntegrationTests {

	private static final String LONG = "x".repeat(101);

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.max-message-size=100B",
			"roomcast.client.max-rooms=1", RoomApi.KEY_PROPERTY);

	@Test
	void pageOfAnotherOriginIsCounted() throws IOException {
		Handshake.attempt(server.ws("/chat"), "Origin: http://elsewhere.example");
		RawJsonClient.open(server.ws("/chat"), "Origin: http://elsewhere.example").close();

		assertThat(refused("origin")).isEqualTo(2);
	}

	@Test
	void messageThatIsTooLargeIsCounted() throws IOException {
		try (RawWebSocket plainText = RawWebSocket.open(server.ws("/chat/a"));
				RawJsonClient json = RawJsonClient.join(server.ws("/chat/b"))) {
			plainText.nextText();
			plainText.send(Frame.text(LONG));
			assertThat(plainText.nextClose().closeCode()).isEqualTo(1009);
			json.send(JsonCommand.say(LONG));
			assertThat(json.next(JsonEvent.Refused.class).code()).isEqualTo("message_too_large");
		}
		post(LONG);
		post("x".repeat(10_000));

		assertThat(refused("message_size")).isEqualTo(4);
	}

	@Test
	void roomThatIsOneTooManyForAClientIsCounted() throws IOException {
		try (RawJsonClient json = RawJsonClient.join(server.ws("/chat/a"))) {
			json.send(JsonCommand.join("b"));
			assertThat(json.next(JsonEvent.Refused.class).code()).isEqualTo("too_many_rooms");
		}

		assertThat(refused("client_rooms")).isEqualTo(1);
	}

	private static void post(String text) {
		assertThat(RoomApi.named(server, "a").post("{\"text\":\"" + text + "\"}").statusCode()).isEqualTo(413);
	}

	private static double refused(String reason) {
		return server.meter("roomcast.refused?tag=reason:" + reason).orElseThrow();
	}

}
