package io.roomcast.http;

import java.net.http.HttpResponse;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Posting a message to a room over HTTP.
 */
class PostMessageIntegrationTests {

	private static final int MAX_TEXT_BYTES = 65_536;

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY);

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final RoomApi api = RoomApi.of(server, this.clients);

	@Test
	void everyClientOfTheRoomHearsAPostedMessage() {
		ChatRecorder alice = this.clients.join();
		ChatRecorder bob = this.clients.join();

		this.api.say("maintenance at noon");

		assertThat(alice.nextText()).isEqualTo("server: maintenance at noon");
		assertThat(bob.nextText()).isEqualTo("server: maintenance at noon");
	}

	@Test
	void otherRoomsDoNotHearAPostedMessage() {
		ChatRecorder elsewhere = this.clients.join(this.clients.room() + "-elsewhere");

		this.api.say("psst");
		elsewhere.send("quiet here");

		assertThat(elsewhere.nextText()).isEqualTo("echo: quiet here");
	}

	@Test
	void postedMessageIsOrderedAmongThoseOfClients() {
		ChatRecorder alice = this.clients.joinAs("alice");
		ChatRecorder bob = this.clients.join();

		alice.sendAndTakeEcho("1");
		this.api.say("2");
		assertThat(alice.nextText()).isEqualTo("server: 2");
		alice.send("3");

		assertThat(alice.nextText()).isEqualTo("echo: 3");
		assertThat(bob.nextText()).isEqualTo("alice: 1");
		assertThat(bob.nextText()).isEqualTo("server: 2");
		assertThat(bob.nextText()).isEqualTo("alice: 3");
	}

	@Test
	void answerIsTheMessageAsSocketsGetIt() {
		HttpResponse<String> response = this.api.say("hi");

		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
		Map<String, Object> message = JsonPath.read(response.body(), "$");
		assertThat(message).containsOnlyKeys("type", "room", "cursor", "from", "client", "text", "at")
			.containsEntry("type", "message")
			.containsEntry("room", this.api.room())
			.containsEntry("from", "server")
			.containsEntry("text", "hi");
	}

	@Test
	void senderNameCanBeChosen() {
		ChatRecorder alice = this.clients.join();

		this.api.post("{\"text\":\"disk is full\",\"from\":\"monitor\"}");

		assertThat(alice.nextText()).isEqualTo("monitor: disk is full");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"text\":\"hi\",\"from\":null}", "{\"text\":\"hi\",\"unknown\":[1]}" })
	void nullAndUnknownFieldsAreIgnored(String body) {
		assertThat(JsonPath.<String>read(this.api.post(body).body(), "$.from")).isEqualTo("server");
	}

	@Test
	void emptyRoomKeepsAPostedMessage() {
		this.api.say("early");

		assertThat(JsonPath.<String>read(this.api.get("/messages").body(), "$.messages[0].text")).isEqualTo("early");
	}

	@Test
	void longestTextIsAccepted() {
		assertThat(this.api.say("x".repeat(MAX_TEXT_BYTES)).statusCode()).isEqualTo(201);
	}

	@Test
	void textOverTheLimitIsRefused() {
		Problem problem = Problem.of(this.api.say("\u00fc".repeat(MAX_TEXT_BYTES / 2) + "x"));

		assertThat(problem.status()).isEqualTo(413);
		assertThat(problem.detail()).contains("65537", "65536");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"text":5}                     | field 'text' is a number, must be a string
			{"text":1.5}                   | field 'text' is a number, must be a string
			{"text":true}                  | field 'text' is a boolean, must be a string
			{"text":["hi"]}                | field 'text' is an array, must be a string
			{"text":{"a":1}}               | field 'text' is an object, must be a string
			{"text":"hi","from":7}         | field 'from' is a number, must be a string
			[]                             | body must be one JSON object and has an array at line 1, column 1
			"hi"                           | body must be one JSON object and has a string at line 1, column 1
			null                           | body is missing or cannot be read, must be one JSON object
			{"text":"hi"                   | body is not valid JSON at line 1, column 13
			{"text":"hi"} {"text":"ho"}    | body must be one JSON object and has an object at line 1, column 15
			hi                             | body is not valid JSON at line 1, column 1
			""")
	void badBodyIsRefused(String body, String sentence) {
		Problem problem = Problem.of(this.api.post(body));

		assertThat(problem.detail()).isEqualTo(sentence);
		assertThat(problem.status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"text\":null}", "{\"base64\":null,\"from\":\"monitor\"}" })
	void bodyThatSaysNothingIsRefused(String body) {
		HttpResponse<String> response = this.api.post(body);

		Problem problem = Problem.of(response);
		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains("'text'", "'data'", "'base64'");
		assertThat(JsonPath.<String>read(response.body(), "$.code")).isEqualTo("missing_field");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void textMayBeBlankAsOnSockets(String text) {
		assertThat(this.api.say(text).statusCode()).isEqualTo(201);
	}

	@Test
	void halfASurrogatePairIsRefused() {
		assertThat(Problem.of(this.api.say("\\ud83d")).status()).isEqualTo(400);
	}

	@Test
	void missingBodyIsRefused() {
		Problem problem = Problem.of(this.api.post("", "Content-Type: application/json"));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains("body is missing");
	}

	@Test
	void bodyOfAnotherMediaTypeIsRefused() {
		HttpResponse<String> response = this.api.post("text=hi", "Content-Type: application/x-www-form-urlencoded");

		Problem problem = Problem.of(response);
		assertThat(problem.status()).isEqualTo(415);
		assertThat(problem.detail()).contains("application/x-www-form-urlencoded", "must be application/json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a@b" })
	void badNameIsRefused(String from) {
		Problem problem = Problem.of(this.api.post("{\"text\":\"hi\",\"from\":\"" + from + "\"}"));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains("'" + from + "'");
	}

	@Test
	void badRoomNameIsRefused() {
		Problem problem = Problem.of(RoomApi.named(server, "-dash").say("hi"));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains("'-dash'", "64");
	}

}
