package io.roomcast.harness;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The harness reads each event of the protocol, and rejects all that is none.
 */
class JsonEventTests {

	private static final Instant AT = Instant.parse("2026-11-21T17:53:55.368Z");

	@Test
	void helloIsRead() {
		assertThat(JsonEvent.parse("""
				{"type":"hello","client":3,"nick":"alice","session":"s","resumed":true,"pingSeconds":25,
				"graceSeconds":10,"at":"2026-11-21T17:53:55.368Z"}"""))
			.isEqualTo(new JsonEvent.Hello(3, "alice", "s", true, 25, 10, AT));
	}

	@Test
	void welcomeIsRead() {
		assertThat(JsonEvent.parse("""
				{"type":"welcome","room":"q","nick":"alice","cursor":"c","recovered":false,"clients":1,"id":7}"""))
			.isEqualTo(new JsonEvent.Welcome("q", "alice", "c", false, 1, CommandId.of(7)));
	}

	@Test
	void textIsRead() {
		assertThat(JsonEvent.parse(message("\"text\":\"a\\nb\",", ",\"id\":\"7\"")))
			.isEqualTo(message(Body.text("a\nb"), CommandId.of("7"), false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "7", "1e-7", "0.10", "\"x\\u0041\"", "[]", "{\"b\":1,\"a\":[true,{}]}" })
	void dataIsReadAsItIsWritten(String json) {
		assertThat(JsonEvent.parse(message("\"data\":" + json + ",", "")))
			.isEqualTo(message(Body.data(json), null, false));
	}

	@Test
	void numberOfAnySizeIsReadAsItIsWritten() {
		String large = "1" + "0".repeat(400);

		JsonEvent.Message message = (JsonEvent.Message) JsonEvent.parse(message("\"data\":[" + large + "],", ""));

		assertThat(message.data()).isEqualTo("[" + large + "]");
	}

	@Test
	void bytesAreRead() {
		assertThat(JsonEvent.parse(message("\"base64\":\"AQL/\",", "")))
			.isEqualTo(message(Body.bytes((byte) 1, (byte) 2, (byte) -1), null, false));
	}

	@Test
	void repeatedReceiptIsRead() {
		assertThat(JsonEvent.parse(message("\"text\":\"\",", ",\"id\":1,\"repeated\":true")))
			.isEqualTo(message(Body.text(""), CommandId.of(1), true));
	}

	@Test
	void idsOfManyDigitsAreReadAsTheyAreWritten() {
		String digits = "9".repeat(64);

		JsonEvent.Message message = (JsonEvent.Message) JsonEvent.parse(message("\"text\":\"\",", ",\"id\":" + digits));

		assertThat(message.id()).isEqualTo(CommandId.ofDigits(digits)).isNotEqualTo(CommandId.of(digits));
	}

	@Test
	void noticesAreRead() {
		String at = "\"at\":\"2026-11-21T17:53:55.368Z\"";

		assertThat(JsonEvent.parse("{\"type\":\"joined\",\"room\":\"q\",\"nick\":\"bob\",\"client\":8," + at + "}"))
			.isEqualTo(new JsonEvent.Joined("q", "bob", 8, AT));
		assertThat(JsonEvent
			.parse("{\"type\":\"left\",\"room\":\"q\",\"nick\":\"bob\",\"client\":8," + at + ",\"id\":\"c1\"}"))
			.isEqualTo(new JsonEvent.Left("q", "bob", 8, AT, CommandId.of("c1")));
	}

	@Test
	void clientsOfARoomAreRead() {
		assertThat(JsonEvent.parse("{\"type\":\"count\",\"room\":\"q\",\"clients\":5}"))
			.isEqualTo(new JsonEvent.Count("q", 5));
		assertThat(JsonEvent.parse("""
				{"type":"clients","room":"q","clients":[{"nick":"a","client":1},{"nick":"b","client":2}],"total":2}"""))
			.isEqualTo(new JsonEvent.Clients("q", List.of(new JsonEvent.Member("a", 1), new JsonEvent.Member("b", 2)),
					2, null));
	}

	@Test
	void historyIsRead() {
		assertThat(JsonEvent
			.parse("{\"type\":\"history\",\"room\":\"q\",\"messages\":[" + message("\"data\":1.0,", ",\"id\":\"c1\"")
					+ "," + message("\"text\":\"hi\",", "") + "],\"complete\":true,\"more\":false}"))
			.isEqualTo(new JsonEvent.History("q", List.of(message(Body.data("1.0"), CommandId.of("c1"), false),
					message(Body.text("hi"), null, false)), true, false, null));
	}

	@Test
	void whatAConnectionIsToldIsRead() {
		assertThat(JsonEvent.parse("{\"type\":\"ping\"}")).isEqualTo(new JsonEvent.Ping());
		assertThat(JsonEvent.parse("{\"type\":\"reconnect\",\"afterMillis\":5}")).isEqualTo(new JsonEvent.Reconnect(5));
		assertThat(JsonEvent.parse("{\"type\":\"gap\",\"room\":\"q\",\"after\":\"a\",\"cursor\":\"b\"}"))
			.isEqualTo(new JsonEvent.Gap("q", "a", "b"));
		assertThat(JsonEvent.parse("{\"type\":\"error\",\"code\":\"x\",\"message\":\"y\"}"))
			.isEqualTo(new JsonEvent.Refused(null, "x", "y", null, null));
		assertThat(JsonEvent.parse("""
				{"type":"error","room":"q","code":"x","message":"y","id":7,"retryAfterMillis":9}"""))
			.isEqualTo(new JsonEvent.Refused("q", "x", "y", CommandId.of(7), 9L));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"count\",\"room\":\"q\"}",
			"{\"type\":\"count\",\"room\":\"q\",\"clients\":8,\"more\":1}",
			"{\"type\":\"count\",\"room\":\"q\",\"room\":\"q\",\"clients\":8}",
			"{\"type\":\"count\",\"room\":7,\"clients\":8}", "{\"type\":\"count\",\"room\":\"q\",\"clients\":\"8\"}",
			"{\"type\":\"count\",\"room\":\"q\",\"clients\":8.0}", "{\"type\":\"count\",\"room\":null,\"clients\":8}",
			"{\"type\":\"ping\"} {}", "{\"type\":\"ping\"}\n{\"type\":\"ping\"}", "{\"type\":\"ping\"",
			"{\"type\":\"come\"}", "[]", "", "ping", "{\"type\":\"error\",\"code\":\"x\",\"message\":\"y\",\"id\":1.5}",
			"{\"type\":\"clients\",\"room\":\"q\",\"clients\":[{\"nick\":\"a\"}],\"total\":1}",
			"{\"type\":\"clients\",\"room\":\"q\",\"clients\":[{\"nick\":\"a\",\"client\":1,\"x\":2}],\"total\":1}",
			"{\"type\":\"clients\",\"room\":\"q\",\"clients\":{},\"total\":0}",
			"{\"type\":\"history\",\"room\":\"q\",\"messages\":[{\"type\":\"ping\"}],\"complete\":true,\"more\":true}" })
	void eventThatTheProtocolDoesNotAllowIsRejected(String frame) {
		assertThatThrownBy(() -> JsonEvent.parse(frame)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\"text\":\"a\",\"data\":1,", "\"text\":\"a\",\"base64\":\"\",", "\"text\":null,",
			"\"base64\":\"?\",", "\"text\":\"a\",\"repeated\":false,", "\"text\":\"a\",\"id\":null," })
	void messageThatTheProtocolDoesNotAllowIsRejected(String body) {
		assertThatThrownBy(() -> JsonEvent.parse(message(body, ""))).isNotNull();
	}

	private static String message(String body, String end) {
		return "{\"type\":\"message\",\"room\":\"q\",\"cursor\":\"c\",\"from\":\"alice\",\"client\":3," + body
				+ "\"at\":\"2026-11-21T17:53:55.368Z\"" + end + "}";
	}

	private static JsonEvent.Message message(Body body, @Nullable CommandId id, boolean repeated) {
		return new JsonEvent.Message("q", "c", "alice", 3, body, AT, id, repeated);
	}

}
