package io.roomcast.container;

import java.io.IOException;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that no proper client sends: each is answered, and none is logged, as anyone
 * can send a million of them.
 */
@ExtendWith(OutputCaptureExtension.class)
class OddRequestIntegrationTests {

	private static final int HEADER_LIMIT = 8192;

	private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

	private static final String VERSION = "Sec-WebSocket-Version: 13";

	private static final String UPGRADE = "Upgrade: websocket";

	private static final String CONNECTION = "Connection: Upgrade";

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AfterEach
	void nothingIsLogged(CapturedOutput output) {
		assertThat(output).doesNotContain(" WARN ", " ERROR ", "\tat ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://a b", "http://%zz", "http://x:abc", "http://[" })
	void malformedOriginIsRefused(String origin) throws IOException {
		Handshake answer = handshake(UPGRADE, CONNECTION, KEY, VERSION, "Origin: " + origin);

		assertThat(answer.status()).isEqualTo(403);
		assertThat(Problem.of(answer).detail()).contains(origin, "allowed-origins");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /chat?nick=%", "GET /chat?nick=%c3%28", "GET /rooms/lobby/messages?limit=%zz",
			"GET /rooms/lobby/messages?%=%", "GET /actuator/metrics/jvm.memory.used?tag=%" })
	void malformedQueryIsRefused(String line) throws IOException {
		Problem problem = refused(RawHttp.request(line, UPGRADE, CONNECTION, KEY, VERSION));

		assertThat(problem.status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host: elsewhere", "Host: a b", "Host: [", "Host: a:99999", "Host: user@a" })
	void secondHostIsRefused(String host) throws IOException {
		assertThat(refused(RawHttp.request("GET /ping", host)).status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "[", "a:99999", "user@a", ":" })
	void malformedHostIsRefused(String host) throws IOException {
		assertThat(refused("GET /ping HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "; charset=nope", "; charset=" })
	void malformedFormIsRefused(String charset) throws IOException {
		String type = "Content-Type: application/x-www-form-urlencoded" + charset;

		assertThat(refused(RawHttp.request("PUT /ping", type, "Content-Length: 3") + "a=%").status()).isEqualTo(415);
	}

	@Test
	void unknownCharsetIsRefused() throws IOException {
		Problem problem = refused(RawHttp.request("POST /rooms/lobby/messages",
				"Content-Type: application/json; charset=nope", "Content-Length: 2") + "{}");

		assertThat(problem)
			.isEqualTo(new Problem(415, "Content-Type is 'application/json; charset=nope', must be application/json"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "\"", "text/" })
	void malformedAcceptIsIgnoredForAPage(String accept) throws IOException {
		assertThat(RawHttp.exchange(server, RawHttp.request("GET /", "Accept: " + accept)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "POST", "DELETE" })
	void pageHasNoOtherMethod(String method) throws IOException {
		assertThat(RawHttp.exchange(server, RawHttp.request(method + " /")).status()).isEqualTo(405);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void errorPageIsNoRoute(String method) throws IOException {
		Problem problem = refused(RawHttp.request(method + " /error"));

		assertThat(problem.status()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource({ "CONNECT /ping, 400", "GET /%, 400", "GET /%zz, 400", "GET /%2e%2e/x, 400", "GET /rooms/a%2fb, 400" })
	void malformedTargetIsRefused(String line, int status) throws IOException {
		assertThat(refused(RawHttp.request(line)).status()).isEqualTo(status);
	}

	@Test
	void longRequestLineIsRefused() throws IOException {
		Problem problem = refused(RawHttp.request("GET /ping?" + "x".repeat(HEADER_LIMIT)));

		assertThat(problem).isEqualTo(new Problem(414, "request line is over 8192 bytes, which is the limit"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X: y", "X: 0123456789abcdef" })
	void largeHeaderIsRefused(String line) throws IOException {
		String lines = (line + "\r\n").repeat(HEADER_LIMIT / line.length()).strip();

		Problem problem = refused(RawHttp.request("GET /ping", lines));

		assertThat(problem).isEqualTo(new Problem(431, "request header is over 8192 bytes, which is the limit"));
	}

	@Test
	void largestHeaderIsAccepted() throws IOException {
		String begin = RawHttp.request("GET /ping", "X: ");

		String request = RawHttp.request("GET /ping", "X: " + "x".repeat(HEADER_LIMIT - begin.length()));

		assertThat(RawHttp.exchange(server, request).body()).isEqualTo("pong");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Connection: Upgrade", "Connection: upgrade", "Connection: UPGRADE",
			"Connection: keep-alive, Upgrade", "Connection: Keep-Alive,UPGRADE",
			"Connection: keep-alive\r\nConnection: Upgrade", "Connection: uPgRaDe\r\nConnection: keep-alive",
			"connection:UPGRADE" })
	void upgradeIsFoundAnywhereInTheConnectionHeader(String connection) throws IOException {
		assertThat(handshake(UPGRADE, connection, KEY, VERSION).status()).isEqualTo(101);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Upgrade: websocket\r\nConnection: keep-alive", "Connection: keep-alive",
			"Connection: Upgrade", "Connection: Upgrade\r\nUpgrade: h2c" })
	void handshakeWithoutBothUpgradeHeadersIsToldToUpgrade(String headers) throws IOException {
		Handshake answer = handshake(headers, KEY, VERSION);

		assertThat(answer.status()).isEqualTo(426);
		assertThat(answer.header("Upgrade")).isEqualTo("websocket");
		assertThat(Problem.of(answer).detail()).contains("WebSocket endpoint");
	}

	@Test
	void upgradeHeaderWithoutConnectionHeaderIsIgnored() throws IOException {
		assertThat(RawHttp.exchange(server, RawHttp.request("GET /ping", UPGRADE)).body()).isEqualTo("pong");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Upgrade: WebSocket", "Upgrade: WEBSOCKET", "upgrade:websocket", "Upgrade: h2c, websocket",
			"Upgrade: websocket, h2c", "Upgrade: h2c\r\nUpgrade: WebSocket", "Upgrade: websocket\r\nUpgrade: h2c" })
	void websocketIsFoundAnywhereInTheUpgradeHeader(String upgrade) throws IOException {
		assertThat(handshake(upgrade, CONNECTION, KEY, VERSION).status()).isEqualTo(101);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-WebSocket-Version: 12", "Sec-WebSocket-Version: 8", "Sec-WebSocket-Version: 14",
			"Sec-WebSocket-Version: x", "Sec-WebSocket-Version:", "Sec-WebSocket-Version: 013",
			"Sec-WebSocket-Version: 13, 8", "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 13", "X: y" })
	void handshakeOfAnotherVersionIsToldTheRightOne(String version) throws IOException {
		Handshake answer = handshake(UPGRADE, CONNECTION, KEY, version);

		assertThat(answer.status()).isEqualTo(426);
		assertThat(answer.header("Sec-WebSocket-Version")).isEqualTo("13");
		assertThat(Problem.of(answer).detail()).contains("Sec-WebSocket-Version", "13");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X: y", "Sec-WebSocket-Key:", "Sec-WebSocket-Key: x",
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ==",
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j",
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZTE=", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZTEy",
			"Sec-WebSocket-Key: dGhlIHNhbXBs!SBub25jZQ==", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j_-==" })
	void badKeyIsRefused(String key) throws IOException {
		double refused = refusedHandshakes();

		Problem problem = Problem.of(handshake(UPGRADE, CONNECTION, key, VERSION));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains("Sec-WebSocket-Key");
		assertThat(refusedHandshakes()).isEqualTo(refused + 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 6", "Transfer-Encoding: chunked" })
	void handshakeWithABodyIsRefused(String body) throws IOException {
		Problem problem = Problem.of(handshake(UPGRADE, CONNECTION, KEY, VERSION, body));

		assertThat(problem).isEqualTo(new Problem(400, "a WebSocket handshake has no body"));
	}

	@Test
	void handshakeOfAnOlderHttpIsRefused() throws IOException {
		Problem problem = refused(
				RawHttp.request("GET /chat", UPGRADE, CONNECTION, KEY, VERSION).replace("1.1", "1.0"));

		assertThat(problem.status()).isEqualTo(505);
		assertThat(problem.detail()).contains("HTTP/1.0", "HTTP/1.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /ping HTTP/1.0\r\n\r\n", "GET /ping HTTP/1.0\r\nHost: localhost\r\n\r\n" })
	void olderHttpIsServedOtherwise(String request) throws IOException {
		assertThat(RawHttp.exchange(server, request).body()).isEqualTo("pong");
	}

	@Test
	void extensionsAreIgnored() throws IOException {
		Handshake answer = handshake(UPGRADE, CONNECTION, KEY, VERSION,
				"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x-unknown");

		assertThat(answer.status()).isEqualTo(101);
		assertThat(answer.headers()).doesNotContainKey("Sec-WebSocket-Extensions");
	}

	private static double refusedHandshakes() {
		return server.meter("roomcast.refused?tag=reason:handshake").orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /x;%", "GET /ping;a=%0", "GET /rooms;a=%zz", "GET /rooms/a;b=%/messages",
			"GET /chat;%zz", "GET /actuator/health;%", "GET /x;[", "POST /ping;\"" })
	void malformedPathParameterIsRefused(String line) throws IOException {
		assertThat(refused(RawHttp.request(line, "Content-Type: multipart/x", "Content-Length: 1") + "x").status())
			.isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health/../ping", "/rooms/./a", "/rooms/..", "/rooms/..?x=y" })
	void dotSegmentsAreRefused(String target) throws IOException {
		Problem problem = refused(RawHttp.request("GET " + target));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).startsWith("Dot segment in the path: /");
	}

	@Test
	void dotsWithinANameAreNone() throws IOException {
		assertThat(RawHttp.exchange(server, RawHttp.request("GET /rooms/.../a..b")).status()).isEqualTo(404);
	}

	@Test
	void pathParameterIsIgnored() throws IOException {
		assertThat(RawHttp.exchange(server, RawHttp.request("GET /ping;a=b%20c")).body()).isEqualTo("pong");
	}

	private static Handshake handshake(String... headers) throws IOException {
		return RawHttp.exchange(server, RawHttp.request("GET /chat", headers));
	}

	private static Problem refused(String request) throws IOException {
		return Problem.of(RawHttp.exchange(server, request));
	}

}
