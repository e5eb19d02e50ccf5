package io.roomcast.http;

import java.net.http.HttpResponse;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Posting JSON values and bytes to a room over HTTP.
 */
class PostDataIntegrationTests {

	private static final int LIMIT = 65_536;

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY);

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final RoomApi api = RoomApi.of(server, this.clients);

	@ParameterizedTest
	@ValueSource(strings = { "null", "true", "0.1e-7", "1E400", "-0", "\"hi\"", "[]", "{\"b\":1,\"a\":[null]}" })
	void valueOfEveryKindArrivesAsItWasWritten(String json) {
		JsonChatRecorder alice = this.clients.joinJson();

		HttpResponse<String> response = this.api.post("{\"data\":" + json + "}");

		assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
		assertThat(response.body()).contains("\"data\":" + json + ",");
		assertThat(alice.nextMessage().data()).isEqualTo(json);
	}

	@Test
	void numberOfAnySizeArrivesWithAllItsDigits() {
		JsonChatRecorder alice = this.clients.joinJson();
		String number = "1" + "0".repeat(400);

		this.api.post("{\"data\":" + number + "}");

		assertThat(alice.nextMessage().data()).isEqualTo(number);
	}

	@Test
	void valueArrivesWithoutWhiteSpaceBetweenItsParts() {
		JsonChatRecorder alice = this.clients.joinJson();

		this.api.post("{ \"data\" : { \"b\" : 1 , \"a\" : [ ] } }");

		assertThat(alice.nextMessage().data()).isEqualTo("{\"b\":1,\"a\":[]}");
	}

	@Test
	void plainTextClientsSeeAValueAsCompactJson() {
		ChatRecorder plain = this.clients.join();

		this.api.post("{\"data\":{ \"a\": 1 },\"from\":\"monitor\"}");

		assertThat(plain.nextText()).isEqualTo("monitor: {\"a\":1}");
	}

	@Test
	void bytesInBase64ReachClientsOfBothProtocols() {
		ChatRecorder plain = this.clients.join();
		JsonChatRecorder alice = this.clients.joinJson();

		HttpResponse<String> response = this.api.post("{\"base64\":\"AQL/\"}");

		assertThat(JsonPath.<String>read(response.body(), "$.base64")).isEqualTo("AQL/");
		assertThat(plain.nextBinary()).containsExactly(1, 2, -1);
		assertThat(alice.nextMessage().bytes()).containsExactly(1, 2, -1);
	}

	@Test
	void pageShowsAValueAsItWasWritten() {
		this.api.post("{\"data\":{\"b\":1e400,\"a\":1.0}}");

		assertThat(this.api.get("/messages").body()).contains("\"data\":{\"b\":1e400,\"a\":1.0},");
	}

	@Test
	void tooLargeValueIsRefused() {
		HttpResponse<String> response = this.api.post("{\"data\":\"" + "x".repeat(LIMIT - 1) + "\"}");

		Problem problem = Problem.of(response);
		assertThat(problem.status()).isEqualTo(413);
		assertThat(problem.detail()).contains(String.valueOf(LIMIT + 1), String.valueOf(LIMIT));
		assertThat(JsonPath.<String>read(response.body(), "$.code")).isEqualTo("message_too_large");
	}

	@Test
	void tooManyBytesAreRefused() {
		HttpResponse<String> response = this.api.post("{\"base64\":\"" + "AAAA".repeat((LIMIT + 2) / 3) + "\"}");

		assertThat(Problem.of(response).status()).isEqualTo(413);
		assertThat(JsonPath.<String>read(response.body(), "$.code")).isEqualTo("message_too_large");
	}

	@Test
	void numberOfAnySizeIsKept() {
		String number = "7".repeat(5_000);

		HttpResponse<String> response = this.api.post("{\"data\":[" + number + "]}");

		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.body()).contains("\"data\":[" + number + "]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"text\":\"a\",\"data\":1}", "{\"text\":\"a\",\"data\":null}",
			"{\"data\":1,\"base64\":\"\"}", "{\"base64\":\"?\"}", "{\"base64\":7}" })
	void badBodyIsRefused(String body) {
		HttpResponse<String> response = this.api.post(body);

		assertThat(Problem.of(response).status()).isEqualTo(400);
		assertThat(JsonPath.<String>read(response.body(), "$.code")).isEqualTo("bad_field");
	}

	@Test
	void keyReusedForAnotherValueIsRefused() {
		this.api.post("{\"data\":1}", "Idempotency-Key: k1");

		assertThat(Problem.of(this.api.post("{\"data\":1.0}", "Idempotency-Key: k1")).status()).isEqualTo(422);
	}

}
