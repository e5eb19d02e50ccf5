package io.roomcast.http;

import java.net.http.HttpResponse;
import java.util.Locale;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.chat.TokenVerifier;
import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RoomApi;
import io.roomcast.harness.RunningChat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The routes that change something need the API key.
 */
class ApiKeyIntegrationTests {

	private static final String KEY = "sesame-1234";

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.api.key=" + KEY);

	@AutoClose
	private static final ChatServer serverWithoutKey = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@ParameterizedTest
	@CsvSource({ "POST,/messages", "DELETE,/clients/alice" })
	void requestWithoutTheKeyIsRefusedWithoutEffect(String method, String route) {
		ChatRecorder alice = this.clients.joinAs("alice");

		HttpResponse<String> response = request(server, method, route, "X-Other: 1");

		Problem problem = Problem.of(response);
		assertThat(problem.status()).isEqualTo(401);
		assertThat(problem.detail()).contains("Authorization: Bearer");
		assertThat(challenge(response)).isEqualTo("Bearer realm=\"roomcast\"");
		alice.sendAndTakeEcho("still here");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "Bearer wrong", "Bearer sesame-123", "Bearer sesame-12345", "Bearer SESAME-1234", "Bearer  " })
	void wrongKeyIsRefused(String authorization) {
		HttpResponse<String> response = request(server, "POST", "/messages", "Authorization: " + authorization);

		assertThat(Problem.of(response).status()).isEqualTo(401);
		assertThat(challenge(response)).startsWith("Bearer");
		assertThat(response.body()).doesNotContain(KEY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic c2VzYW1lLTEyMzQ=", KEY, "Token " + KEY, "Bearer" })
	void otherAuthenticationSchemeIsRefused(String authorization) {
		HttpResponse<String> response = request(server, "POST", "/messages", "Authorization: " + authorization);

		assertThat(Problem.of(response).status()).isEqualTo(401);
		assertThat(challenge(response)).isEqualTo("Bearer realm=\"roomcast\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer " + KEY, "bearer " + KEY })
	void requestWithTheKeyIsAccepted(String authorization) {
		HttpResponse<String> response = request(server, "POST", "/messages", "Authorization: " + authorization);

		assertThat(response.statusCode()).isEqualTo(201);
	}

	@Test
	void keyIsCaseSensitiveEvenOnAnAuthorizedConnection() {
		request(server, "POST", "/messages", "Authorization: Bearer " + KEY);

		HttpResponse<String> response = request(server, "POST", "/messages",
				"Authorization: Bearer " + KEY.toUpperCase(Locale.ROOT));

		assertThat(Problem.of(response).status()).isEqualTo(401);
	}

	@Test
	void keyIsCheckedBeforeTheBody() {
		HttpResponse<String> response = server.request("POST", path("/messages"), "no JSON");

		assertThat(Problem.of(response).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@CsvSource({ "POST,/messages", "DELETE,/clients/alice" })
	void routeIsOffWithoutAConfiguredKey(String method, String route) {
		HttpResponse<String> response = request(serverWithoutKey, method, route, "Authorization: Bearer " + KEY);

		Problem problem = Problem.of(response);
		assertThat(problem.status()).isEqualTo(403);
		assertThat(problem.detail()).contains("roomcast.api.key", "ROOMCAST_API_KEY");
	}

	@Test
	void serviceAsksForNoTokensByDefault() {
		assertThat(server.bean(TokenVerifier.class).isOn()).isFalse();
		assertThat(serverWithoutKey.get("/actuator/prometheus").statusCode()).isEqualTo(200);
		assertThat(serverWithoutKey.request("GET", "/rooms", "", "Authorization: Bearer nonsense").statusCode())
			.isEqualTo(200);
	}

	@Test
	void metersNeedTheKeyWhereThereIsOne() {
		HttpResponse<String> refused = server.get("/actuator/prometheus");

		assertThat(Problem.of(refused).status()).isEqualTo(401);
		assertThat(challenge(refused)).isEqualTo("Bearer realm=\"roomcast\"");
		assertThat(server.request("GET", "/actuator/prometheus", "", "Authorization: Bearer " + KEY).statusCode())
			.isEqualTo(200);
		assertThat(server.get("/actuator/health").statusCode()).isEqualTo(200);
	}

	@Test
	void emptyTokenDoesNotMatchTheMissingKey() {
		HttpResponse<String> response = request(serverWithoutKey, "POST", "/messages", "Authorization: Bearer ");

		assertThat(Problem.of(response).status()).isEqualTo(403);
	}

	@Test
	void malformedKeyStopsTheStartAndIsNotShown() {
		assertThatThrownBy(() -> ChatServer.start("roomcast.api.key=pass word")).rootCause()
			.hasMessageStartingWith("roomcast.api.key is 9 characters, must be only A-Z a-z 0-9")
			.hasMessageNotContaining("pass word");
	}

	@Test
	void readingNeedsNoKey() {
		this.clients.join();

		assertThat(server.get("/rooms").statusCode()).isEqualTo(200);
		assertThat(server.get(path("")).statusCode()).isEqualTo(200);
		assertThat(server.get(path("/clients")).statusCode()).isEqualTo(200);
		assertThat(server.get(path("/messages")).statusCode()).isEqualTo(200);
	}

	@Test
	void refusalNamesThePathOfItsRequest() {
		HttpResponse<String> response = server.request("POST", path("/messages"), "{}");

		assertThat(JsonPath.<String>read(response.body(), "$.instance")).isEqualTo(path("/messages"));
	}

	private HttpResponse<String> request(RunningChat chat, String method, String route, String header) {
		return chat.request(method, path(route), method.equals("POST") ? "{\"text\":\"hi\"}" : "", header);
	}

	private String path(String route) {
		return RoomApi.of(server, this.clients).path() + route;
	}

	private static String challenge(HttpResponse<String> response) {
		return response.headers().firstValue("WWW-Authenticate").orElse("");
	}

}
