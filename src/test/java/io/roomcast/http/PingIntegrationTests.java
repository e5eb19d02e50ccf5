package io.roomcast.http;

import java.net.http.HttpResponse;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Problem;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PingIntegrationTests {

	private static final int MANY = 20;

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void pingIsAnsweredWithPlainText() {
		HttpResponse<String> response = server.get("/ping");

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("pong");
		assertThat(header(response, "Content-Type")).startsWith("text/plain");
	}

	@Test
	void numberOfClientsIsPlainText() {
		HttpResponse<String> response = server.get("/clients");

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("0");
		assertThat(header(response, "Content-Type")).startsWith("text/plain");
	}

	@Test
	void clientIsCountedOnceItIsWelcomed() {
		for (int count = 1; count <= MANY; count++) {
			this.clients.join(this.clients.room() + "-" + count);

			assertThat(server.clients()).isEqualTo(count);
		}
	}

	@Test
	void clientIsNoLongerCountedOnceTheOthersHearThatItLeft() {
		ChatRecorder witness = this.clients.join();
		for (int i = 0; i < MANY; i++) {
			ChatRecorder leaving = this.clients.join();
			leaving.close();

			assertThat(witness.nextText()).isEqualTo(leaving.nick() + " left");
			assertThat(server.clients()).isEqualTo(1);
			assertThat(leaving.nextClosed().code()).isEqualTo(1000);
		}
	}

	@Test
	void unknownRouteIsNotFound() {
		Problem problem = Problem.of(server.get("/nowhere"));

		assertThat(problem.status()).isEqualTo(404);
		assertThat(problem.detail()).contains("nowhere");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE" })
	void wrongMethodIsRefusedWithTheAllowedOnes(String method) {
		HttpResponse<String> response = server.request(method, "/ping");

		Problem problem = Problem.of(response);
		assertThat(problem.status()).isEqualTo(405);
		assertThat(problem.detail()).contains(method);
		assertThat(header(response, "Allow")).contains("GET");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/chat", "/chat/lobby", "/chat?nick=alice" })
	void plainGetOnTheChatIsToldToUpgrade(String path) {
		HttpResponse<String> response = server.get(path);

		assertThat(response.statusCode()).isEqualTo(426);
		assertThat(header(response, "Upgrade")).isEqualTo("websocket");
		assertThat(response.body()).contains("WebSocket endpoint");
	}

	private static String header(HttpResponse<String> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

}
