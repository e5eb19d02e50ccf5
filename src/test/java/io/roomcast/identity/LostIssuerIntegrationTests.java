package io.roomcast.identity;

import java.io.IOException;
import java.net.http.HttpResponse;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service starts while the issuer cannot be reached, and tells clients to come later.
 * Its meters are on a port of their own.
 */
class LostIssuerIntegrationTests {

	private static final String KEY = "Authorization: Bearer sesame-1234";

	/** Signed with a key that nobody can get. */
	private static final String TOKEN = "Authorization: Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ"
			+ ".eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.api.key=sesame-1234",
			"management.server.port=0", "spring.security.oauth2.resourceserver.jwt.issuer-uri=http://127.0.0.1:1");

	@Test
	void clientsAreToComeBack() throws IOException {
		Handshake refused = Handshake.attempt(server.ws("/chat"), TOKEN);
		assertThat(refused.status()).isEqualTo(503);
		assertThat(refused.header("Retry-After")).isEqualTo("5");
		assertThat(JsonPath.<String>read(refused.body(), "$.code")).isEqualTo("unavailable");

		try (RawJsonClient client = RawJsonClient.open(server.ws("/connect"), TOKEN)) {
			assertThat(client.next(JsonEvent.Refused.class).retryAfterMillis()).isEqualTo(5000);
			assertThat(client.socket().nextClose().closeCode()).isEqualTo(1013);
		}
	}

	@Test
	void readersAreToAskAgain() {
		HttpResponse<String> refused = server.request("GET", "/rooms", "", TOKEN);

		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(refused.headers().firstValue("Retry-After")).contains("5");
		assertThat(server.request("GET", "/rooms", "", KEY).statusCode()).isEqualTo(200);
	}

	@Test
	void metersAreGuardedOnTheirOwnPort() {
		assertThat(actuator("/actuator/health").statusCode()).isEqualTo(200);
		assertThat(actuator("/actuator/prometheus").statusCode()).isEqualTo(401);
		assertThat(actuator("/actuator/prometheus", KEY).statusCode()).isEqualTo(200);
		assertThat(server.get("/actuator/prometheus").statusCode()).isEqualTo(404);
	}

	private static HttpResponse<String> actuator(String path, String... headers) {
		return server.requestManagement(path, headers);
	}

}
