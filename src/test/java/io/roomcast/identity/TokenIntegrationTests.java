package io.roomcast.identity;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.EventStreamReader;
import io.roomcast.harness.Frame;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the service asks for tokens, they alone say who a client is and where it may go.
 */
class TokenIntegrationTests {

	private static final String KEY = "sesame-1234";

	@AutoClose
	private static final AuthorizationServer issuer = AuthorizationServer.start();

	@AutoClose
	private static final ChatServer server = ChatServer.startWith(TestTime.class, "roomcast.api.key=" + KEY,
			"spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.issuer());

	@AfterEach
	void turnBack() {
		server.bean(TestTime.Turned.class).turnAhead(Duration.ZERO);
	}

	@Test
	void plainTextClientWithoutTokenIsRefused() throws IOException {
		Handshake refused = Handshake.attempt(server.ws("/chat/kitchen"));

		assertThat(refused.status()).isEqualTo(401);
		assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"roomcast\"");
		assertThat(JsonPath.<String>read(refused.body(), "$.code")).isEqualTo("unauthorized");
		assertThat(refused.body()).contains("Authorization: Bearer");
	}

	@Test
	void jsonClientWithoutTokenIsToldWhy() throws IOException {
		try (RawJsonClient client = RawJsonClient.open(server.ws("/connect"))) {
			assertThat(client.next(JsonEvent.Refused.class).code()).isEqualTo("unauthorized");
			assertThat(client.socket().nextClose().closeCode()).isEqualTo(4003);
		}
	}

	@Test
	void tokenMayStandInTheHeader() throws IOException {
		try (RawWebSocket alice = RawWebSocket.open(server.ws("/chat/header"), bearer(token("alice")))) {
			assertThat(alice.nextText()).isEqualTo("welcome alice");
		}
	}

	@Test
	void tokenMayStandInTheUrl() throws IOException {
		try (RawWebSocket alice = RawWebSocket.open(server.ws("/chat/url?access_token=" + token("alice")))) {
			assertThat(alice.nextText()).isEqualTo("welcome alice");
		}
	}

	@Test
	void tokenMayStandAmongTheSubprotocols() throws IOException {
		Handshake accepted = Handshake.attempt(server.ws("/connect"),
				"Sec-WebSocket-Protocol: roomcast.token." + token("alice") + ", roomcast.v1.json");

		assertThat(accepted.isAccepted()).isTrue();
		assertThat(accepted.header("Sec-WebSocket-Protocol")).isEqualTo("roomcast.v1.json");
	}

	@Test
	void unknownSubprotocolIsNamedWithoutTheToken() throws IOException {
		String token = token("alice");

		Handshake refused = Handshake.attempt(server.ws("/connect"),
				"Sec-WebSocket-Protocol: mqtt, roomcast.token." + token);

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.body()).contains("'mqtt'").doesNotContain(token, "roomcast.token");
	}

	@Test
	void severalTokensAreRefused() throws IOException {
		String token = token("alice");

		Handshake refused = Handshake.attempt(server.ws("/chat/kitchen?access_token=" + token), bearer(token));

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.body()).contains("2 tokens").doesNotContain(token);
	}

	static Stream<String> forgeries() throws JOSEException {
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(issuer.issuer())
			.subject("eve")
			.claim("rooms", List.of("*"))
			.expirationTime(Date.from(Instant.now().plusSeconds(300)))
			.build();
		SignedJWT hmac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
		hmac.sign(new MACSigner(issuer.publicKey().getEncoded()));
		String good = token("alice");
		String payload = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(claims.toString().getBytes(StandardCharsets.UTF_8));
		String changed = good.replaceFirst("\\.[^.]*\\.", "." + payload + ".");
		return Stream.of("", "x", "a.b.c", new PlainJWT(claims).serialize(), hmac.serialize(), changed,
				issuer.token("alice", Map.of("iss", "https://elsewhere.example.org")), "x".repeat(9000));
	}

	@ParameterizedTest
	@MethodSource("forgeries")
	void forgedTokenIsRefusedAndNotShown(String token) {
		HttpResponse<String> refused = server.request("GET", "/rooms", "", "Authorization: Bearer " + token);

		assertThat(refused.statusCode()).isIn(401, 431);
		assertThat(refused.body()).doesNotContain((token.length() > 1) ? token : "no token");
	}

	@Test
	void expiredTokenIsRefusedAsSuch() throws IOException {
		String token = token("alice");
		server.bean(TestTime.Turned.class).turnAhead(Duration.ofMinutes(6));

		Handshake refused = Handshake.attempt(server.ws("/chat/kitchen"), bearer(token));
		assertThat(refused.status()).isEqualTo(401);
		assertThat(JsonPath.<String>read(refused.body(), "$.code")).isEqualTo("token_expired");

		try (RawJsonClient client = RawJsonClient.open(server.ws("/connect"), bearer(token))) {
			assertThat(client.next(JsonEvent.Refused.class).code()).isEqualTo("token_expired");
			assertThat(client.socket().nextClose().closeCode()).isEqualTo(4101);
		}
	}

	@Test
	void tokenOfANewKeyIsAccepted() throws IOException {
		issuer.rotateKeys();

		try (RawWebSocket alice = RawWebSocket.open(server.ws("/chat/rotated"), bearer(token("alice")))) {
			assertThat(alice.nextText()).isEqualTo("welcome alice");
		}
	}

	@Test
	void clientIsClosedWhenItsTokenExpires() throws IOException {
		try (RawWebSocket plain = RawWebSocket.open(server.ws("/chat/expiring"), bearer(token("alice")));
				RawJsonClient json = RawJsonClient.open(server.ws("/connect"), bearer(token("bob")))) {
			assertThat(plain.nextText()).isEqualTo("welcome alice");
			String session = json.next(JsonEvent.Hello.class).session();

			server.bean(TestTime.Turned.class).turnAhead(Duration.ofMinutes(6));
			assertThat(plain.nextClose().closeCode()).isEqualTo(4101);
			closeAfterPings(json, 4101);
			server.bean(TestTime.Turned.class).turnAhead(Duration.ZERO);

			try (RawJsonClient again = RawJsonClient.open(server.ws("/connect?session=" + session),
					bearer(token("bob")))) {
				assertThat(again.next(JsonEvent.Hello.class).resumed()).isTrue();
			}
		}
	}

	private static void closeAfterPings(RawJsonClient client, int code) throws IOException {
		Frame frame = client.socket().next();
		while (frame.opcode() != Frame.CLOSE) {
			frame = client.socket().next();
		}
		assertThat(frame.closeCode()).isEqualTo(code);
	}

	@Test
	void tokenIsRenewedOnTheOpenSocket() throws IOException {
		try (RawJsonClient alice = RawJsonClient.open(server.ws("/connect"), bearer(token("alice")))) {
			alice.next(JsonEvent.Hello.class);
			alice.joinRoom("renewals");
			alice.joinRoom("closed");

			String renewed = token("alice", "rooms", List.of("renewals"));
			alice.send("{\"type\":\"token\",\"token\":\"" + renewed + "\",\"id\":7}");

			JsonEvent.Token answer = alice.next(JsonEvent.Token.class);
			assertThat(answer.expiresAt()).isAfter(Instant.now());
			assertThat(answer.id()).isEqualTo(CommandId.ofDigits("7"));
			JsonEvent.Refused why = alice.next(JsonEvent.Refused.class);
			assertThat(why.code()).isEqualTo("not_allowed");
			assertThat(why.room()).isEqualTo("closed");
			assertThat(alice.next(JsonEvent.Left.class).room()).isEqualTo("closed");
			alice.send("{\"type\":\"say\",\"text\":\"still here\"}");
			assertThat(alice.next(JsonEvent.Message.class).room()).isEqualTo("renewals");
		}
	}

	@Test
	void tokenIsRenewedByItsOwnerOnly() throws IOException {
		try (RawJsonClient alice = RawJsonClient.open(server.ws("/connect"), bearer(token("alice")))) {
			alice.next(JsonEvent.Hello.class);

			for (String other : List.of(token("eve"), "nonsense")) {
				alice.send("{\"type\":\"token\",\"token\":\"" + other + "\",\"id\":1}");
				JsonEvent.Refused refused = alice.next(JsonEvent.Refused.class);
				assertThat(refused.code()).isEqualTo("unauthorized");
				assertThat(refused.message()).doesNotContain(other);
			}
			alice.joinRoom("goes-on");
		}
	}

	@Test
	void eventStreamEndsWithItsToken() throws IOException {
		try (EventStreamReader events = EventStreamReader.open(server, "listened", "", bearer(token("alice")))) {
			events.next("welcome");

			server.bean(TestTime.Turned.class).turnAhead(Duration.ofMinutes(6));

			assertThat(events.nextOrEnd()).isNull();
			assertThat(events.comments()).anyMatch((comment) -> comment.contains("token has expired"));
		}
	}

	@Test
	void clientEntersOnlyTheRoomsOfItsToken() throws IOException {
		String token = token("alice", "rooms", List.of("team-*", "lobby"));

		assertThat(Handshake.attempt(server.ws("/chat/secret"), bearer(token)).status()).isEqualTo(403);
		assertThat(Handshake.attempt(server.ws("/chat"), bearer(token)).isAccepted()).isTrue();
		try (RawJsonClient alice = RawJsonClient.open(server.ws("/connect"), bearer(token))) {
			alice.next(JsonEvent.Hello.class);
			alice.joinRoom("team-1");
			alice.send("{\"type\":\"join\",\"room\":\"teams\",\"id\":1}");
			assertThat(alice.next(JsonEvent.Refused.class).code()).isEqualTo("not_allowed");
		}
	}

	@Test
	void tokenWithoutRoomsOpensNone() throws IOException {
		String token = issuer.token("alice", Map.of());

		assertThat(Handshake.attempt(server.ws("/chat"), bearer(token)).status()).isEqualTo(403);
	}

	@Test
	void clientSpeaksOnlyWhereItsTokenSays() throws IOException {
		String token = token("alice", "say", List.of("stage"));
		try (RawJsonClient alice = RawJsonClient.open(server.ws("/connect"), bearer(token));
				RawWebSocket plain = RawWebSocket.open(server.ws("/chat/hall"), bearer(token))) {
			alice.next(JsonEvent.Hello.class);
			alice.joinRoom("stage");
			alice.send("{\"type\":\"say\",\"text\":\"hi\",\"id\":1}");
			assertThat(alice.next(JsonEvent.Message.class).from()).isEqualTo("alice");

			plain.nextText();
			plain.send(Frame.text("hi"));
			assertThat(plain.nextText()).isEqualTo("error: this client may not speak in room 'hall'");
			plain.send(Frame.of(true, Frame.BINARY, new byte[] { 1 }));
			assertThat(plain.nextText()).startsWith("error: ");
		}
	}

	@Test
	void nobodyTakesTheNickOfAnother() throws IOException {
		String token = token("eve");

		Handshake refused = Handshake.attempt(server.ws("/chat/kitchen?nick=alice"), bearer(token));
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.body()).contains("nick 'alice' is not the one of the token, which is 'eve'");
		try (RawJsonClient eve = RawJsonClient.open(server.ws("/connect?nick=eve"), bearer(token))) {
			eve.next(JsonEvent.Hello.class);
			eve.send("{\"type\":\"join\",\"room\":\"kitchen\",\"nick\":\"alice\",\"id\":1}");
			assertThat(eve.next(JsonEvent.Refused.class).code()).isEqualTo("not_allowed");
		}
	}

	@Test
	void samePersonMayBeThereTwice() throws IOException {
		try (RawWebSocket first = RawWebSocket.open(server.ws("/chat/tabs"), bearer(token("alice")));
				RawWebSocket second = RawWebSocket.open(server.ws("/chat/tabs"), bearer(token("alice")));
				RawJsonClient third = RawJsonClient.open(server.ws("/chat/tabs"), bearer(token("alice")))) {
			assertThat(first.nextText()).isEqualTo("welcome alice");
			assertThat(second.nextText()).matches("welcome alice~[0-9]+");
			third.next(JsonEvent.Hello.class);
			assertThat(third.next(JsonEvent.Welcome.class).nick()).matches("alice~[0-9]+");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "server", "user_1", "al ice", "alice@example.org" })
	void nickThatMayNotBeUsedIsReplaced(String name) throws IOException {
		try (RawWebSocket client = RawWebSocket.open(server.ws("/chat/names"), bearer(token(name)))) {
			assertThat(client.nextText()).matches("welcome user_[0-9]+");
		}
	}

	@Test
	void sessionIsOnlyItsOwners() throws IOException {
		try (RawJsonClient alice = RawJsonClient.open(server.ws("/connect"), bearer(token("alice")))) {
			JsonEvent.Hello hello = alice.next(JsonEvent.Hello.class);

			try (RawJsonClient eve = RawJsonClient.open(server.ws("/connect?session=" + hello.session()),
					bearer(token("eve")))) {
				JsonEvent.Hello other = eve.next(JsonEvent.Hello.class);
				assertThat(other.resumed()).isFalse();
				assertThat(other.nick()).isEqualTo("eve");
			}
			try (RawJsonClient again = RawJsonClient.open(server.ws("/connect?session=" + hello.session()),
					bearer(token("alice")))) {
				assertThat(again.next(JsonEvent.Hello.class).resumed()).isTrue();
			}
		}
	}

	@Test
	void roomsAreReadWithTokensOnly() throws IOException {
		try (RawWebSocket client = RawWebSocket.open(server.ws("/chat/read-1"), bearer(token("alice")))) {
			client.nextText();
			String token = token("bob", "rooms", List.of("read-*"));

			assertThat(server.get("/rooms").statusCode()).isEqualTo(401);
			assertThat(server.get("/clients").statusCode()).isEqualTo(401);
			assertThat(server.get("/ping").statusCode()).isEqualTo(200);
			assertThat(get("/rooms", token).body()).contains("read-1");
			assertThat(get("/rooms", token("bob", "rooms", List.of("other"))).body()).isEqualTo("[]");
			for (String route : List.of("", "/clients", "/messages")) {
				assertThat(get("/rooms/read-1" + route, token).statusCode()).isEqualTo(200);
				assertThat(get("/rooms/other" + route, token).statusCode()).isEqualTo(403);
			}
			assertThat(get("/rooms/other/events", token).statusCode()).isEqualTo(403);
			assertThat(get("/rooms/read-1", KEY).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void messageByHttpIsSaidUnderTheNickOfTheToken() {
		String path = "/rooms/posts/messages";
		String token = token("alice", "say", List.of("posts"));

		HttpResponse<String> said = server.request("POST", path, "{\"text\":\"hi\"}", bearer(token));
		assertThat(said.statusCode()).isEqualTo(201);
		assertThat(JsonPath.<String>read(said.body(), "$.from")).isEqualTo("alice");
		assertThat(server.request("POST", path, "{\"text\":\"hi\",\"from\":\"server\"}", bearer(token)).statusCode())
			.isEqualTo(403);
		assertThat(server.request("POST", "/rooms/other/messages", "{\"text\":\"hi\"}", bearer(token)).statusCode())
			.isEqualTo(403);
		assertThat(server.request("POST", path, "{\"text\":\"hi\"}").statusCode()).isEqualTo(401);
		HttpResponse<String> byKey = server.request("POST", path, "{\"text\":\"hi\"}", bearer(KEY));
		assertThat(JsonPath.<String>read(byKey.body(), "$.from")).isEqualTo("server");
	}

	@Test
	void clientsAreRemovedByAdminsOnly() throws IOException {
		try (RawWebSocket client = RawWebSocket.open(server.ws("/chat/removals"), bearer(token("alice")))) {
			client.nextText();

			String path = "/rooms/removals/clients/alice";
			assertThat(server.request("DELETE", path, "", bearer(token("eve"))).statusCode()).isEqualTo(403);
			assertThat(server.request("DELETE", path, "", bearer(token("root", "scope", List.of("roomcast.admin"))))
				.statusCode()).isEqualTo(204);
			assertThat(client.nextClose().closeCode()).isEqualTo(1008);
		}
	}

	@Test
	void actuatorIsForMonitorsOnly() {
		assertThat(server.get("/actuator/health").statusCode()).isEqualTo(200);
		assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
		assertThat(server.get("/actuator/info").statusCode()).isEqualTo(200);
		for (String path : List.of("/actuator", "/actuator/", "/actuator/prometheus",
				"/actuator/metrics/roomcast.clients")) {
			HttpResponse<String> refused = server.get(path);
			assertThat(refused.statusCode()).as(path).isEqualTo(401);
			assertThat(JsonPath.<String>read(refused.body(), "$.code")).isEqualTo("unauthorized");
		}
		String path = "/actuator/prometheus";
		assertThat(get(path, KEY).statusCode()).isEqualTo(200);
		assertThat(get(path, token("alice")).statusCode()).isEqualTo(403);
		assertThat(get(path, token("scraper", "scope", List.of("roomcast.monitor"))).statusCode()).isEqualTo(200);
	}

	@Test
	void documentTellsWhichRoutesNeedATokenOrTheKey() {
		String document = server.get("/v3/api-docs").body();

		assertThat(JsonPath.<String>read(document, "$.components.securitySchemes.token.bearerFormat")).isEqualTo("JWT");
		assertThat(JsonPath.<List<Object>>read(document, "$.paths['/rooms/{room}'].get.security")).hasSize(2);
		assertThat(JsonPath.<List<Object>>read(document, "$.paths['/rooms/{room}/events'].get.security")).hasSize(2);
		assertThat(JsonPath.<List<Object>>read(document, "$.paths['/ping'].get.security")).isEmpty();
		assertThat(get("/rooms", token("alice")).headers().firstValue("Cache-Control")).contains("no-store");
	}

	@Test
	void pagesStayOpen() {
		assertThat(server.get("/").statusCode()).isEqualTo(200);
		assertThat(server.get("/roomcast.js").statusCode()).isEqualTo(200);
	}

	private static HttpResponse<String> get(String path, String token) {
		return server.request("GET", path, "", bearer(token));
	}

	/**
	 * Returns the token of somebody who may go anywhere.
	 */
	private static String token(String name) {
		return token(name, "rooms", List.of("*"));
	}

	private static String token(String name, String claim, Object value) {
		Map<String, Object> claims = new HashMap<>(Map.of("preferred_username", name, "rooms", List.of("*")));
		claims.put(claim, value);
		return issuer.token(URLEncoder.encode(name, StandardCharsets.UTF_8).replaceAll("[^A-Za-z0-9]", "-"), claims);
	}

	private static String bearer(String token) {
		return "Authorization: Bearer " + token;
	}

}
