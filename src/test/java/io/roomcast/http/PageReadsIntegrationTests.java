package io.roomcast.http;

import java.io.IOException;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.EventStreamReader;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.RawHttp;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What pages of other origins may read (CORS). Sent on raw connections, as Java's client
 * sets no {@code Origin}.
 */
class PageReadsIntegrationTests {

	private static final String PAGE = "https://pages.example";

	private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.allowed-origins=" + PAGE,
			RoomApi.KEY_PROPERTY);

	@ParameterizedTest
	@ValueSource(strings = { "/ping", "/clients", "/rooms", "/rooms/kitchen", "/rooms/kitchen/clients",
			"/rooms/kitchen/messages", "/rooms/kitchen/messages?limit=0" })
	void pageThatMayConnectMayRead(String path) throws IOException {
		Handshake answer = get(path, "Origin: " + PAGE);

		assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo(PAGE);
		assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
	}

	@Test
	void pageThatMayConnectMayListen() throws IOException {
		try (EventStreamReader listener = EventStreamReader.open(server, "kitchen", "", "Origin: " + PAGE)) {
			assertThat(listener.header()).contains(ALLOW_ORIGIN + ": " + PAGE);
			listener.next("welcome");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://elsewhere.example", "http://pages.example", "null" })
	void otherPageIsToldNothingByItsBrowser(String origin) throws IOException {
		Handshake answer = get("/rooms", "Origin: " + origin);

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header(ALLOW_ORIGIN)).isEmpty();
		assertThat(answer.header("Vary")).contains("Origin");
	}

	@Test
	void preflightOfAReadIsGranted() throws IOException {
		Handshake answer = preflight("/rooms/kitchen/events", PAGE, "GET",
				"Access-Control-Request-Headers: last-event-id");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo(PAGE);
		assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET,HEAD");
		assertThat(answer.header("Access-Control-Allow-Headers")).isEqualToIgnoringCase("last-event-id");
	}

	@Test
	void preflightOfAnythingElseIsRefused() throws IOException {
		assertRefused(preflight("/rooms/kitchen/messages", PAGE, "POST"));
		assertRefused(preflight("/rooms/kitchen/clients/alice", PAGE, "DELETE"));
		assertRefused(preflight("/rooms", "https://elsewhere.example", "GET"));
		assertRefused(preflight("/rooms", PAGE, "GET", "Access-Control-Request-Headers: authorization"));
		assertThat(preflight("/actuator/health", PAGE, "GET").header(ALLOW_ORIGIN)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/v3/api-docs" })
	void nothingElseMayBeRead(String path) throws IOException {
		assertThat(get(path, "Origin: " + PAGE).header(ALLOW_ORIGIN)).isEmpty();
	}

	@Test
	void sayingSomethingIsNotForPages() throws IOException {
		String body = "{\"text\":\"hi\"}";
		Handshake answer = RawHttp.exchange(server,
				RawHttp.request("POST /rooms/kitchen/messages", "Origin: " + PAGE, "Authorization: Bearer open-sesame",
						"Content-Type: application/json", "Content-Length: " + body.length()) + body);

		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.header(ALLOW_ORIGIN)).isEmpty();
	}

	@Test
	void withoutAllowedOriginsNoPageMayRead() throws Exception {
		ChatServer.whileRunning((closed) -> {
			String request = RawHttp.request("GET /rooms", "Origin: " + PAGE);
			assertThat(RawHttp.exchange(closed, request).header(ALLOW_ORIGIN)).isEmpty();
		});
	}

	@Test
	void everyPageMayReadIfAllMayConnect() throws Exception {
		ChatServer.whileRunning((open) -> {
			String request = RawHttp.request("GET /rooms", "Origin: " + PAGE);
			assertThat(RawHttp.exchange(open, request).header(ALLOW_ORIGIN)).isEqualTo("*");
		}, "roomcast.client.allowed-origins=*");
	}

	private static void assertRefused(Handshake preflight) {
		assertThat(preflight.status()).isBetween(400, 499);
		assertThat(preflight.header(ALLOW_ORIGIN)).isEmpty();
	}

	private static Handshake preflight(String path, String origin, String method, String... headers)
			throws IOException {
		String[] all = new String[headers.length + 2];
		all[0] = "Origin: " + origin;
		all[1] = "Access-Control-Request-Method: " + method;
		System.arraycopy(headers, 0, all, 2, headers.length);
		return RawHttp.exchange(server, RawHttp.request("OPTIONS " + path, all));
	}

	private static Handshake get(String path, String... headers) throws IOException {
		return RawHttp.exchange(server, RawHttp.request("GET " + path, headers));
	}

}
