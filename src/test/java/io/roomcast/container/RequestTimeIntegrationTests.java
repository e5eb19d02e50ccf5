package io.roomcast.container;

import java.io.IOException;
import java.time.Duration;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.EventStreamReader;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawHttp;
import io.roomcast.harness.RawWebSocket;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests that do not come whole in time are cut, however busy their connection is, and
 * nothing else is.
 */
class RequestTimeIntegrationTests {

	private static final String PING = RawHttp.request("GET /ping");

	private static final String POST = "POST /rooms/lobby/messages";

	private static final String JSON = "Content-Type: application/json";

	private static final String KEY = "Authorization: Bearer open-sesame";

	/** Earns a client ten seconds. */
	private static final int LARGE = 160 * 1024;

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY,
			"roomcast.http.request-timeout=400ms", "roomcast.client.max-message-size=1MB");

	@ParameterizedTest
	@ValueSource(strings = { "", "GET /ping", "GET /ping HTTP/1.1\r\nHost: localhost\r\nX: y" })
	void silentRequestIsCut(String beginning) throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			http.send(beginning);

			http.awaitEnd();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "GET /", "GET /ping HTTP/1.1\r\nHost: localhost\r\nX: " })
	void trickledHeaderIsCut(String beginning) throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			http.send(beginning);

			await().pollInterval(Duration.ofMillis(50)).until(() -> http.isCutAfter("x"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "GET /, x", "'', '\r\n'" })
	void trickledHeaderOfTheNextRequestIsCut(String beginning, String some) throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			http.send(PING + PING + beginning);
			assertThat(http.answer().body()).isEqualTo("pong");
			assertThat(http.answer().body()).isEqualTo("pong");

			await().pollInterval(Duration.ofMillis(50)).until(() -> http.isCutAfter(some));
		}
	}

	@ParameterizedTest
	@CsvSource({ "Content-Length: 1000, '', x", "Transfer-Encoding: chunked, '', '1\r\nx\r\n'",
			"Transfer-Encoding: chunked, '1;', x", "Transfer-Encoding: chunked, '0\r\nX: ', x" })
	void trickledBodyIsCut(String length, String beginning, String some) throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			http.send(RawHttp.request(POST, JSON, KEY, length) + beginning);

			await().pollInterval(Duration.ofMillis(50)).until(() -> http.isCutAfter(some));
		}
	}

	@Test
	void cutsAreCounted() throws IOException {
		double before = cuts();

		silentRequestIsCut("");
		silentRequestIsCut("GET /ping");

		await().until(() -> cuts() == before + 1);
	}

	@Test
	void largeBodyMayTakeLonger() throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			String body = "{\"text\":\"" + "x".repeat(LARGE) + "\"}";
			http.send(RawHttp.request(POST, JSON, KEY, "Content-Length: " + body.length()) + body.substring(0, LARGE));
			silentRequestIsCut("GET /ping");

			http.send(body.substring(LARGE));

			assertThat(http.answer().status()).isEqualTo(201);
		}
	}

	@Test
	void idleConnectionIsNotCut() throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			http.send(PING);
			assertThat(http.answer().body()).isEqualTo("pong");
			silentRequestIsCut("");

			http.send(PING);

			assertThat(http.answer().body()).isEqualTo("pong");
		}
	}

	@Test
	void connectionThatIsIdleForTooLongIsClosed() throws Exception {
		ChatServer.whileRunning((impatient) -> {
			try (RawHttp http = RawHttp.open(impatient)) {
				http.send(PING);
				assertThat(http.answer().body()).isEqualTo("pong");

				http.awaitEnd();
			}
		}, "server.jetty.connection-idle-timeout=300ms");
	}

	@Test
	void socketIsNotCut() throws IOException {
		try (RawWebSocket carl = RawWebSocket.open(server.ws("/chat/sockets?nick=carl"))) {
			assertThat(carl.nextText()).isEqualTo("welcome carl");
			carl.sendHalfOf(Frame.text("half of a frame"));
			silentRequestIsCut("");

			assertThat(server.clients()).isOne();
		}
	}

	@Test
	void eventStreamIsNotCut() throws IOException {
		RoomApi room = RoomApi.named(server, "streams");
		try (EventStreamReader listener = EventStreamReader.open(server, "streams", "")) {
			listener.next("welcome");
			silentRequestIsCut("");

			assertThat(room.say("still there?").statusCode()).isEqualTo(201);

			assertThat(listener.next("message").field("text")).isEqualTo("still there?");
		}
	}

	private static double cuts() {
		return server.meter("roomcast.refused?tag=reason:request_time").orElseThrow();
	}

}
