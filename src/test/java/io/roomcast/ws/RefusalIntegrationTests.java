package io.roomcast.ws;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refusals where the client can hear them: a page cannot see the status of a handshake,
 * so a JSON client is let in, told, and closed. Plain text is refused by status.
 */
class RefusalIntegrationTests {

	private static final int RESTARTING = 1012;

	private static final int BAD_REQUEST = 4001;

	private static final int NICK_TAKEN = 4002;

	private static final int NOT_ALLOWED = 4003;

	private static final String ORIGIN = "Origin: http://elsewhere.example";

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@ParameterizedTest
	@CsvSource({ "/chat/.hidden, bad_room", "/chat/a%20b, bad_room", "/chat/lobby?nick=a@b, bad_nick",
			"/chat/lobby?nick=, bad_nick", "/connect?nick=a@b, bad_nick", "/chat/lobby?nick=server, reserved_nick",
			"/connect?nick=user_7, reserved_nick", "/chat/lobby?since=x, bad_cursor",
			"/chat/lobby?session=x, bad_session", "/connect?session=x, bad_session", "/chat/lobby?last=1001, bad_field",
			"/chat/lobby?last=-1, bad_field", "/chat/lobby?last=ten, bad_field",
			"/chat/lobby?last=1&since=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, bad_field" })
	void badRequestIsToldAndClosed(String path, String code) throws IOException {
		assertThatIsRefused(server.ws(path), code, BAD_REQUEST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/chat/.hidden", "/chat/lobby?nick=a@b", "/chat/lobby?nick=server", "/chat/lobby?since=x",
			"/chat/lobby?last=1001", "/chat/lobby?last=ten" })
	void plainTextIsRefusedByStatus(String path) throws IOException {
		assertThat(Problem.of(Handshake.attempt(server.ws(path))).status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/connect", "/connect?nick=alice" })
	void plainTextHasNoPlaceOutsideOfARoom(String path) throws IOException {
		Problem problem = Problem.of(Handshake.attempt(server.ws(path)));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains("roomcast.v1.json");
	}

	@Test
	void takenNickIsToldAndClosed() throws IOException {
		this.clients.joinAs("alice");

		assertThatIsRefused(server.ws(this.clients.room() + "?nick=alice"), "nick_taken", NICK_TAKEN);
	}

	@Test
	void foreignPageIsToldAndClosed() throws IOException {
		assertThatIsRefused(server.ws(this.clients.room()), "not_allowed", NOT_ALLOWED, ORIGIN);
	}

	@Test
	void foreignPageOutsideOfARoomIsToldAndClosed() throws IOException {
		assertThatIsRefused(server.ws("/connect"), "not_allowed", NOT_ALLOWED, ORIGIN);
	}

	@Test
	void clientOfAServerThatStopsIsToldAndClosed() throws Exception {
		try (ChatServer stopping = ChatServer.start("roomcast.client.shutdown-timeout=3s");
				RawWebSocket silent = RawWebSocket.open(stopping.ws("/chat"))) {
			silent.nextText();
			CompletableFuture<Void> stop = CompletableFuture.runAsync(stopping::stop);
			silent.nextClose();

			// The server waits for the answer to its close frame.
			assertThatIsRefused(stopping.ws("/chat"), "shutting_down", RESTARTING);

			silent.reset();
			stop.join();
		}
	}

	@Test
	void refusedClientDoesNotReserveItsNick() throws IOException {
		String url = server.ws(this.clients.room() + "?nick=alice&since=x");

		assertThatIsRefused(url, "bad_cursor", BAD_REQUEST);

		assertThat(this.clients.joinJsonAs("alice").nick()).isEqualTo("alice");
	}

	@Test
	void refusedClientIsInNoRoom() throws IOException {
		this.clients.joinAs("alice");

		assertThatIsRefused(server.ws(this.clients.room() + "?nick=server"), "reserved_nick", BAD_REQUEST);

		assertThat(this.clients.joinJsonAs("bob").welcome().clients()).isEqualTo(2);
	}

	@Test
	void commandsOfARefusedClientAreNotCarriedOut() throws IOException {
		this.clients.joinAs("alice");
		try (RawJsonClient carl = RawJsonClient.open(server.ws(this.clients.room() + "?nick=alice"))) {
			carl.send("{\"type\":\"say\",\"text\":\"I am in\"}");

			assertThat(carl.next(JsonEvent.Refused.class).code()).isEqualTo("nick_taken");
			Frame close = carl.socket().nextClose();
			assertThat(close.closeCode()).isEqualTo(NICK_TAKEN);
		}
	}

	@Test
	void connectionOfARefusedClientEndsEvenIfItNeverAnswersTheClose() throws Exception {
		ChatServer.whileRunning((chat) -> {
			try (RawJsonClient carl = RawJsonClient.open(chat.ws("/chat/.hidden"))) {
				carl.next(JsonEvent.Refused.class);
				carl.socket().nextClose();

				carl.socket().awaitEnd();
			}
		}, "roomcast.client.close-timeout=500ms");
	}

	/**
	 * No hello comes before the refusal.
	 */
	private static void assertThatIsRefused(String url, String code, int closeCode, String... headers)
			throws IOException {
		try (RawJsonClient client = RawJsonClient.open(url, headers)) {
			JsonEvent.Refused refused = client.next(JsonEvent.Refused.class);
			assertThat(refused.code()).isEqualTo(code);
			assertThat(refused.message()).isNotEmpty();
			Frame close = client.socket().nextClose();
			assertThat(close.closeCode()).isEqualTo(closeCode);
			assertThat(close.closeReason()).isNotEmpty();
		}
	}

}
