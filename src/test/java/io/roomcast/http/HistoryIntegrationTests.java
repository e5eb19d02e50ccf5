package io.roomcast.http;

import java.net.http.HttpResponse;
import java.util.List;
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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A room's history over HTTP, page by page.
 */
class HistoryIntegrationTests {

	private static final int HISTORY_SIZE = 200;

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY,
			"roomcast.room.history-entries=" + HISTORY_SIZE);

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final RoomApi api = RoomApi.of(server, this.clients);

	@Test
	void roomWithoutMessagesHasAnEmptyPage() {
		this.clients.join();

		String page = page("");

		assertThat(texts(page)).isEmpty();
		assertThat(cursor(page)).isEqualTo(JsonPath.<String>read(this.api.get("").body(), "$.cursor"));
		assertThat(isComplete(page)).isTrue();
		assertThat(hasMore(page)).isFalse();
	}

	@Test
	void messagesComeOldestFirst() {
		say(1, 3);

		String page = page("");

		assertThat(texts(page)).containsExactly("m1", "m2", "m3");
		assertThat(cursor(page)).isEqualTo(JsonPath.<String>read(page, "$.messages[2].cursor"));
	}

	@Test
	void messageEqualsTheAnswerToItsPost() {
		String answer = this.api.post("{\"text\":\"\\u2028 \\\"gr\\u00fc\\u00df\\\" \\ud83d\\ude00\"}").body();

		assertThat(page("")).contains("\"messages\":[" + answer + "]");
	}

	@Test
	void messagesOfClientsAreListedToo() {
		ChatRecorder alice = this.clients.joinAs("alice");
		alice.sendAndTakeEcho("hi");
		alice.send(new byte[] { 1, 2, -1 });
		alice.nextBinary();

		List<Map<String, Object>> messages = JsonPath.read(page(""), "$.messages");

		assertThat(messages).hasSize(2);
		assertThat(messages.get(0)).containsOnlyKeys("type", "room", "cursor", "from", "client", "text", "at")
			.containsEntry("from", "alice")
			.containsEntry("text", "hi");
		assertThat(messages.get(1)).containsOnlyKeys("type", "room", "cursor", "from", "client", "base64", "at")
			.containsEntry("base64", "AQL/");
	}

	@Test
	void timeIsRfc3339InUtcWithMilliseconds() {
		say(1, 1);

		assertThat(JsonPath.<String>read(page(""), "$.messages[0].at"))
			.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
	}

	@Test
	void cursorOfAPageLeadsToTheNext() {
		say(1, 5);

		String first = page("?limit=2");
		String second = page("?limit=2&since=" + cursor(first));
		String third = page("?limit=2&since=" + cursor(second));
		String last = page("?limit=2&since=" + cursor(third));

		assertThat(texts(first)).containsExactly("m1", "m2");
		assertThat(hasMore(first)).isTrue();
		assertThat(texts(second)).containsExactly("m3", "m4");
		assertThat(texts(third)).containsExactly("m5");
		assertThat(hasMore(third)).isFalse();
		assertThat(texts(last)).isEmpty();
		assertThat(cursor(last)).isEqualTo(cursor(third));
	}

	@Test
	void pageBeforeACursorEndsRightBeforeIt() {
		say(1, 5);
		String fifth = JsonPath.read(page(""), "$.messages[4].cursor");

		String last = page("?limit=2&before=" + fifth);
		String earlier = page("?limit=3&before=" + JsonPath.read(last, "$.messages[0].cursor"));

		assertThat(texts(last)).containsExactly("m3", "m4");
		assertThat(hasMore(last)).isTrue();
		assertThat(texts(earlier)).containsExactly("m1", "m2");
		assertThat(hasMore(earlier)).isFalse();
	}

	@Test
	void pageHoldsHundredMessagesByDefault() {
		say(1, 101);

		assertThat(texts(page(""))).hasSize(100).endsWith("m100");
	}

	@Test
	void pageThatLacksMessagesIsNotComplete() {
		String first = this.api.say("m0").body();
		say(1, HISTORY_SIZE + 1);

		String page = page("?since=" + JsonPath.read(first, "$.cursor") + "&limit=1000");

		assertThat(isComplete(page)).isFalse();
		assertThat(texts(page)).hasSize(HISTORY_SIZE).startsWith("m2").endsWith("m" + (HISTORY_SIZE + 1));
	}

	@Test
	void cursorOfAnotherServerLeadsToAnIncompletePage() {
		say(1, 2);

		String page = page("?since=" + "A".repeat(32));

		assertThat(isComplete(page)).isFalse();
		assertThat(texts(page)).containsExactly("m1", "m2");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			limit=0     | limit is 0, must be 1 to 1000
			limit=-1    | limit is -1, must be 1 to 1000
			limit=1001  | limit is 1001, must be 1 to 1000
			limit=ten   | limit is 'ten', must be a whole number
			limit=1.5   | limit is '1.5', must be a whole number
			since=      | cursor '' is 0 characters, must be 32
			since=abc   | cursor 'abc' is 3 characters, must be 32
			before=abc  | cursor 'abc' is 3 characters, must be 32
			""")
	void badParameterIsRefused(String query, String sentence) {
		say(1, 1);

		Problem problem = Problem.of(this.api.get("/messages?" + query));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).isEqualTo(sentence);
	}

	private void say(int first, int last) {
		for (int number = first; number <= last; number++) {
			assertThat(this.api.say("m" + number).statusCode()).isEqualTo(201);
		}
	}

	private String page(String query) {
		HttpResponse<String> response = this.api.get("/messages" + query);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	private static List<String> texts(String page) {
		return JsonPath.read(page, "$.messages[*].text");
	}

	private static String cursor(String page) {
		return JsonPath.read(page, "$.cursor");
	}

	private static boolean isComplete(String page) {
		return JsonPath.read(page, "$.complete");
	}

	private static boolean hasMore(String page) {
		return JsonPath.read(page, "$.more");
	}

}
