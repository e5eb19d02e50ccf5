package io.roomcast.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How events look in JSON.
 */
class JsonEventTests {

	private static final Cursor CURSOR = new Cursor(1, 2, 3);

	private static final String CURSOR_TEXT = "AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD";

	private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

	private static final CommandId C1 = new CommandId("c1", false);

	private static final CommandId SEVEN = new CommandId("7", true);

	@Test
	void helloHasItsFieldsInOrder() {
		assertThat(encode(new Event.Hello(7, "alice", "secret", false, 25, 10, AT))).isEqualTo("""
				{"type":"hello","client":7,"nick":"alice","session":"secret","resumed":false,"pingSeconds":25,\
				"graceSeconds":10,"at":"2026-01-02T03:04:05.000Z"}""");
	}

	@Test
	void welcomeHasItsFieldsInOrder() {
		assertThat(encode(new Event.Welcome("lobby", "alice", CURSOR, true, 2, C1))).isEqualTo("""
				{"type":"welcome","room":"lobby","nick":"alice","cursor":"%s","recovered":true,"clients":2,\
				"id":"c1"}""".formatted(CURSOR_TEXT));
	}

	@Test
	void welcomeOmitsAnAbsentId() {
		assertThat(encode(new Event.Welcome("lobby", "alice", CURSOR, true, 2, null))).endsWith("\"clients\":2}");
	}

	@Test
	void messageToOthersHasNoId() {
		assertThat(encode(message(new Body.Text("hi"), null, false))).isEqualTo("""
				{"type":"message","room":"lobby","cursor":"%s","from":"alice","client":7,"text":"hi",\
				"at":"2026-01-02T03:04:05.000Z"}""".formatted(CURSOR_TEXT));
	}

	@Test
	void messageToItsSenderHasTheId() {
		assertThat(encode(message(new Body.Text("hi"), C1, false))).endsWith("\"id\":\"c1\"}");
	}

	@Test
	void receiptThatIsGivenOnceMoreSaysSo() {
		assertThat(encode(message(new Body.Text("hi"), C1, true))).endsWith("\"id\":\"c1\",\"repeated\":true}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-0", "123456789012345678901234567890" })
	void idThatWasANumberIsANumberWithAllItsDigits(String digits) {
		assertThat(encode(message(new Body.Text("hi"), new CommandId(digits, true), false)))
			.endsWith("\"id\":" + digits + "}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\u00fc\\n\"", "[]", "{\"b\":1,\"a\":1.0e5,\"a\":-0}", "\u2028" })
	void dataIsCopiedAsItIs(String json) {
		assertThat(encode(message(new Body.Data(json), null, false))).isEqualTo("""
				{"type":"message","room":"lobby","cursor":"%s","from":"alice","client":7,"data":%s,\
				"at":"2026-01-02T03:04:05.000Z"}""".formatted(CURSOR_TEXT, json));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "ü", "€", "xx", "xxx" })
	void largeDataIsCopiedWholeWhateverItsAlignment(String start) {
		String json = "\"" + start + "😀€ü".repeat(20_000) + "\"";

		assertThat(encode(message(new Body.Data(json), null, false)).equals("""
				{"type":"message","room":"lobby","cursor":"%s","from":"alice","client":7,"data":%s,\
				"at":"2026-01-02T03:04:05.000Z"}""".formatted(CURSOR_TEXT, json))).isTrue();
	}

	@Test
	void bytesAreBase64() {
		assertThat(encode(message(new Body.Bytes(new byte[] { -1, -17, 0, 1 }), null, false))).isEqualTo("""
				{"type":"message","room":"lobby","cursor":"%s","from":"alice","client":7,"base64":"/+8AAQ==",\
				"at":"2026-01-02T03:04:05.000Z"}""".formatted(CURSOR_TEXT));
	}

	@Test
	void manyBytesAreBase64WithoutLineBreaks() {
		String json = encode(message(new Body.Bytes(new byte[100_000]), null, false));

		assertThat(json).contains("\"" + "A".repeat(133_333)).doesNotContain("\\n", "\n");
	}

	@Test
	void joinedHasNickAndNumber() {
		assertThat(encode(new Event.Joined("lobby", "alice", 7, AT))).isEqualTo("""
				{"type":"joined","room":"lobby","nick":"alice","client":7,"at":"2026-01-02T03:04:05.000Z"}""");
	}

	@Test
	void leftHasNickAndNumber() {
		assertThat(encode(new Event.Left("lobby", "alice", 7, AT, null))).isEqualTo("""
				{"type":"left","room":"lobby","nick":"alice","client":7,"at":"2026-01-02T03:04:05.000Z"}""");
	}

	@Test
	void leftHasTheIdOfTheCommandThatAskedForIt() {
		assertThat(encode(new Event.Left("lobby", "alice", 7, AT, SEVEN))).endsWith("Z\",\"id\":7}");
	}

	@Test
	void countHasTheNumberOfClients() {
		assertThat(encode(new Event.Count("lobby", 4321))).isEqualTo("""
				{"type":"count","room":"lobby","clients":4321}""");
	}

	@Test
	void clientsHaveNicksAndNumbers() {
		assertThat(encode(new Event.Clients("lobby", List.of(new Member("alice", 7), new Member("bob", 8)), 3, C1)))
			.isEqualTo("""
					{"type":"clients","room":"lobby","clients":[{"nick":"alice","client":7},{"nick":"bob","client":8}],\
					"total":3,"id":"c1"}""");
	}

	@Test
	void clientsMayBeNone() {
		assertThat(encode(new Event.Clients("lobby", List.of(), 0, null))).isEqualTo("""
				{"type":"clients","room":"lobby","clients":[],"total":0}""");
	}

	@Test
	void messagesOfHistoryAreWrittenAsAlways() {
		Event.Message first = message(new Body.Text("hi"), C1, false);
		Event.Message second = message(new Body.Data("[1.0]"), null, false);
		Event.Message third = message(new Body.Bytes(new byte[] { 1 }), null, false);

		assertThat(encode(new Event.History("lobby", List.of(first, second, third), true, false, SEVEN))).isEqualTo("""
				{"type":"history","room":"lobby","messages":[%s,%s,%s],"complete":true,"more":false,"id":7}"""
			.formatted(encode(first), encode(second), encode(third)));
	}

	@Test
	void historyMayBeEmpty() {
		assertThat(encode(new Event.History("lobby", List.of(), false, true, null))).isEqualTo("""
				{"type":"history","room":"lobby","messages":[],"complete":false,"more":true}""");
	}

	@Test
	void gapHasBothItsCursors() {
		assertThat(encode(new Event.Gap("lobby", new Cursor(0, 0, 0), CURSOR))).isEqualTo("""
				{"type":"gap","room":"lobby","after":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","cursor":"%s"}"""
			.formatted(CURSOR_TEXT));
	}

	@Test
	void pingHasNoField() {
		assertThat(encode(new Event.Ping())).isEqualTo("{\"type\":\"ping\"}");
	}

	@Test
	void reconnectHasTheTimeToWait() {
		assertThat(encode(new Event.Reconnect(1500))).isEqualTo("""
				{"type":"reconnect","afterMillis":1500}""");
	}

	@Test
	void errorOmitsAbsentFields() {
		assertThat(encode(new Refusal(Reason.BAD_JSON, "no good").toEvent())).isEqualTo("""
				{"type":"error","code":"bad_json","message":"no good"}""");
	}

	@Test
	void errorHasTheRoomAndTheIdOfItsCommandAndTheTimeToWait() {
		assertThat(encode(new Event.Error("lobby", Reason.MESSAGE_TOO_LARGE, "no good", C1, 250L))).isEqualTo("""
				{"type":"error","room":"lobby","code":"message_too_large","message":"no good","id":"c1",\
				"retryAfterMillis":250}""");
	}

	@ParameterizedTest
	@CsvSource({ "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z", "2026-01-02T03:04:05.6Z, 2026-01-02T03:04:05.600Z",
			"2026-12-31T23:59:59.999999999Z, 2026-12-31T23:59:59.999Z",
			"2024-02-29T12:00:00.001Z, 2024-02-29T12:00:00.001Z" })
	void timeIsUtcWithMilliseconds(Instant at, String text) {
		assertThat(encode(new Event.Joined("lobby", "alice", 7, at))).endsWith("\"at\":\"" + text + "\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "grüße €", "😀😀", "</script>", "/", "\u0085\u2028\u2029" })
	void ordinaryTextStaysAsItIs(String text) {
		assertThat(encode(message(text))).contains("\"text\":\"" + text + "\"");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "10, \\n", "13, \\r", "9, \\t", "34, \\\"", "92, \\\\", "0, \\u0000",
			"27, \\u001B", "55357, \\uD83D", "56832, \\uDE00" })
	void characterThatJsonCannotHoldIsEscaped(int character, String escape) {
		assertThat(encode(message("a" + (char) character + "b"))).contains("\"text\":\"a" + escape + "b\"");
		assertThat(encode(message("a" + (char) character))).contains("\"text\":\"a" + escape + "\"");
	}

	@Test
	void everyCharacterIsReadBack() {
		for (int block = 0; block <= Character.MAX_CODE_POINT; block += 0x1000) {
			String text = IntStream.range(block, block + 0x1000)
				.filter((codePoint) -> codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
				.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
				.toString();

			String json = encode(message(text));

			assertThat(JsonMapper.shared().readTree(json).get("text").asString().equals(text)).as("block %x", block)
				.isTrue();
		}
	}

	private static Event message(String text) {
		return message(new Body.Text(text), null, false);
	}

	private static Event.Message message(Body body, @Nullable CommandId id, boolean repeated) {
		return new Event.Message("lobby", CURSOR, "alice", 7, body, AT, id, repeated);
	}

	private static String encode(Event event) {
		return new String(JsonCodec.encode(event), StandardCharsets.UTF_8);
	}

}
