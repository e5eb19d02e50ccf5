package io.roomcast.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RawHttp;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies of requests: one that no route takes is not read, any other is bounded. Most
 * requests here are never finished: an answer shows that nothing waited for the rest.
 */
class BodyIntegrationTests {

	private static final int MORE_THAN_THERE_ARE_THREADS = 250;

	private static final int LIMIT = 6 * 1000 + 1024;

	private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

	private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=x";

	private static final String JSON = "Content-Type: application/json";

	private static final String CHUNKED = "Transfer-Encoding: chunked";

	private static final String KEY = "Authorization: Bearer open-sesame";

	private static final String POST_BEGINNING = "POST /rooms/lobby/messages HTTP/1.1\r\nHost: localhost\r\n" + JSON
			+ "\r\n" + KEY + "\r\n";

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY,
			"roomcast.client.max-message-size=1000B", "server.jetty.threads.max=8", "roomcast.http.request-timeout=1h");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@ParameterizedTest
	@CsvSource({ "POST, /ping", "PUT, /ping", "PATCH, /rooms/lobby", "DELETE, /chat", "PUT, /nowhere",
			"PUT, /actuator/health", "PUT, /v3/api-docs", "GET, /ping", "POST, /rooms/lobby/messages" })
	void formIsRefusedUnread(String method, String path) throws IOException {
		Problem problem = refused(RawHttp.request(method + " " + path, FORM, CHUNKED, KEY) + "2\r\na=\r\n");

		assertThat(problem.status()).isEqualTo(415);
		assertThat(problem.detail())
			.isEqualTo("Content-Type is 'application/x-www-form-urlencoded', must be application/json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ping", "/chat", "/rooms", "/rooms/lobby/messages", "/nowhere", "/v3/api-docs" })
	void multipartIsRefusedUnread(String path) throws IOException {
		for (String method : List.of("GET", "POST", "PUT")) {
			Problem problem = refused(RawHttp.request(method + " " + path, MULTIPART, "Content-Length: 100", KEY)
					+ "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n");

			assertThat(problem.status()).isEqualTo(415);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /pi", "GET /ping HTTP/1.1\r\nHost: localhost\r\nX: ",
			"PUT /ping HTTP/1.1\r\nHost: localhost\r\n" + FORM + "\r\nContent-Length: 100000\r\n\r\na=",
			POST_BEGINNING + "Content-Length: 1000\r\n\r\n{\"te", POST_BEGINNING + CHUNKED + "\r\n\r\n1\r\n{\r\n" })
	void unfinishedRequestsBlockNoThread(String beginning) throws IOException {
		List<RawHttp> held = new ArrayList<>();
		try {
			for (int i = 0; i < MORE_THAN_THERE_ARE_THREADS; i++) {
				RawHttp http = RawHttp.open(server);
				held.add(http);
				http.send(beginning);
			}

			assertThat(server.get("/ping").body()).isEqualTo("pong");
		}
		finally {
			for (RawHttp http : held) {
				http.close();
			}
		}
	}

	@Test
	void bodyMayComeBitByBit() throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			http.send(RawHttp.request("POST " + RoomApi.of(server, this.clients).path() + "/messages", JSON, KEY,
					CHUNKED));
			for (char next : "{\"text\":\"bit by bit\"}".toCharArray()) {
				http.send("1\r\n" + next);
				http.send("\r\n");
			}
			http.send("0\r\n\r\n" + RawHttp.request("GET /ping"));

			assertThat(http.answer().body()).contains("\"text\":\"bit by bit\"");
			assertThat(http.answer().body()).isEqualTo("pong");
		}
	}

	@Test
	void bodyThatEndsEarlyIsRefused() throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			http.send(POST_BEGINNING + "Content-Length: 100\r\n\r\n{}");
			http.finish();

			assertThat(Problem.of(http.answer())).isEqualTo(new Problem(400, "body ends before it is complete"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 2\r\n\r\n{}", CHUNKED + "\r\n\r\n2\r\n{}\r\n" })
	void connectionOfAnUnreadBodyEnds(String body) throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			http.send(POST_BEGINNING.replace("open-sesame", "wrong") + body);

			Handshake answer = http.answer();

			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.header("Connection")).isEqualTo("close");
			http.awaitEnd();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Authorization: Basic eDp5", "Authorization: Bearer wrong" })
	void wrongKeyIsRefusedBeforeTheBodyIsRead(String authorization) throws IOException {
		Problem problem = refused(
				RawHttp.request("POST /rooms/lobby/messages", JSON, authorization, "Content-Length: 100") + "{");

		assertThat(problem.status()).isEqualTo(401);
	}

	@Test
	void bodyThatDeclaresTooMuchIsRefusedUnread() throws IOException {
		Problem problem = refused(
				RawHttp.request("POST /rooms/lobby/messages", JSON, KEY, "Content-Length: " + (LIMIT + 1)));

		assertThat(problem.status()).isEqualTo(413);
		assertThat(problem.detail()).isEqualTo("body is " + (LIMIT + 1) + " bytes, limit " + LIMIT);
	}

	@Test
	void chunkedBodyIsReadOnlyUpToTheLimit() throws IOException {
		String open = "{\"text\":\"" + "x".repeat(LIMIT);

		Problem problem = refused(RawHttp.request("POST /rooms/lobby/messages", JSON, KEY, CHUNKED)
				+ Integer.toHexString(open.length()) + "\r\n" + open + "\r\n");

		assertThat(problem.status()).isEqualTo(413);
		assertThat(problem.detail()).isEqualTo("body is over " + LIMIT + " bytes, which is the limit");
	}

	@Test
	void longestTextIsAcceptedEvenIfAllOfItIsEscaped() throws IOException {
		String body = "{\"text\":\"" + "\\u0001".repeat(1000) + "\"}";

		Handshake answer = RawHttp.exchange(server,
				RawHttp.request("POST " + RoomApi.of(server, this.clients).path() + "/messages", JSON, KEY,
						"Content-Length: " + body.length()) + body);

		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
	}

	private static Problem refused(String request) throws IOException {
		return Problem.of(RawHttp.exchange(server, request));
	}

}
