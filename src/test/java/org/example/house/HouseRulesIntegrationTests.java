package org.example.house;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.chat.NotSaidException;
import io.roomcast.chat.RoomTemplate;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * The sample's beans are asked, told and served.
 */
class HouseRulesIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.startWith(HouseRules.class);

	private final HouseRules.Porter porter = server.bean(HouseRules.Porter.class);

	private final RoomTemplate rooms = server.bean(RoomTemplate.class);

	@Test
	void policyKeepsClientsOut() throws IOException {
		Handshake refused = Handshake.attempt(server.ws("/chat/cellar"));

		assertThat(refused.status()).isEqualTo(403);
		assertThat(JsonPath.<String>read(refused.body(), "$.code")).isEqualTo("not_allowed");
		assertThat(server.get("/rooms/cellar/messages").statusCode()).isEqualTo(403);
		assertThat(server.meter("roomcast.refused?tag=reason:not_allowed")).isPresent();
	}

	@Test
	void listenersAndTemplateGreetWhoComes() throws IOException {
		try (RawWebSocket alice = RawWebSocket.open(server.ws("/chat/hall?nick=alice"))) {
			assertThat(alice.nextText()).isEqualTo("welcome alice");
			assertThat(alice.nextText()).isEqualTo("porter: good evening, alice");

			alice.send(Frame.text("hello"));

			assertThat(alice.nextText()).isEqualTo("error: this client may not speak in room 'hall'");
			assertThat(this.porter.guests()).contains("alice");
		}
		await().until(() -> !this.porter.guests().contains("alice"));
	}

	@Test
	void listenersHearWhatClientsAndServersSay() throws IOException {
		try (RawWebSocket bob = RawWebSocket.open(server.ws("/chat/kitchen?nick=bob"))) {
			bob.nextText();
			bob.send(Frame.text("soup"));
			await().until(() -> "bob in kitchen".equals(this.porter.lastWord()));

			this.rooms.sayData("kitchen", "cook", Map.of("price", 12)).toCompletableFuture().join();
			await().until(() -> "cook in kitchen".equals(this.porter.lastWord()));
		}
	}

	@Test
	void templateTellsWhyNothingWasSaid() {
		assertThatThrownBy(() -> this.rooms.say("no room", "cook", "soup").toCompletableFuture().join())
			.isInstanceOf(CompletionException.class)
			.cause()
			.isInstanceOf(NotSaidException.class)
			.hasMessageContaining("room name 'no room'");
	}

}
