package io.roomcast.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.IntStream;

import io.roomcast.protocol.Refusal.Reason;
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

	@Test
	void welcomeHasItsFieldsInOrder() {
		assertThat(encode(new Event.Welcome("lobby", "alice", 7, CURSOR, true, 2, 25))).isEqualTo("""
				{"type":"welcome","room":"lobby","nick":"alice","client":7,"cursor":"%s",\
				"recovered":true,"clients":2,"pingSeconds":25}""".formatted(CURSOR_TEXT));
	}

	@Test
	void messageToOthersHasNoId() {
		assertThat(encode(new Event.Message(CURSOR, "alice", 7, "hi", AT, null))).isEqualTo("""
				{"type":"message","cursor":"%s","from":"alice","client":7,"text":"hi",\
				"at":"2026-01-02T03:04:05.000Z"}""".formatted(CURSOR_TEXT));
	}

	@Test
	void messageToItsSenderHasTheId() {
		assertThat(encode(new Event.Message(CURSOR, "alice", 7, "hi", AT, "c1"))).isEqualTo("""
				{"type":"message","cursor":"%s","from":"alice","client":7,"text":"hi",\
				"at":"2026-01-02T03:04:05.000Z","id":"c1"}""".formatted(CURSOR_TEXT));
	}

	@Test
	void bytesAreAMessageWithBase64() {
		assertThat(encode(new Event.Bytes(CURSOR, "alice", 7, new byte[] { -1, -17, 0, 1 }, AT))).isEqualTo("""
				{"type":"message","cursor":"%s","from":"alice","client":7,"base64":"/+8AAQ==",\
				"at":"2026-01-02T03:04:05.000Z"}""".formatted(CURSOR_TEXT));
	}

	@Test
	void manyBytesStayOnOneLine() {
		String json = encode(new Event.Bytes(CURSOR, "alice", 7, new byte[100_000], AT));

		assertThat(json).contains("\"" + "A".repeat(133_333)).doesNotContain("\\n", "\n");
	}

	@Test
	void joinedHasNickAndNumber() {
		assertThat(encode(new Event.Joined("alice", 7))).isEqualTo("""
				{"type":"joined","nick":"alice","client":7}""");
	}

	@Test
	void leftHasNickAndNumber() {
		assertThat(encode(new Event.Left("alice", 7))).isEqualTo("""
				{"type":"left","nick":"alice","client":7}""");
	}

	@Test
	void gapHasBothItsCursors() {
		assertThat(encode(new Event.Gap(new Cursor(0, 0, 0), CURSOR))).isEqualTo("""
				{"type":"gap","after":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","cursor":"%s"}""".formatted(CURSOR_TEXT));
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
	void errorHasTheIdOfItsCommandAndTheTimeToWait() {
		assertThat(encode(new Event.Error(Reason.TEXT_TOO_LONG, "no good", "c1", 250L))).isEqualTo("""
				{"type":"error","code":"text_too_long","message":"no good","id":"c1","retryAfterMillis":250}""");
	}

	@ParameterizedTest
	@CsvSource({ "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z", "2026-01-02T03:04:05.6Z, 2026-01-02T03:04:05.600Z",
			"2026-12-31T23:59:59.999999999Z, 2026-12-31T23:59:59.999Z",
			"2024-02-29T12:00:00.001Z, 2024-02-29T12:00:00.001Z" })
	void timeIsUtcWithMilliseconds(Instant at, String text) {
		assertThat(encode(new Event.Message(CURSOR, "alice", 7, "hi", at, null))).endsWith("\"at\":\"" + text + "\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "grüße €", "😀😀", "</script>", "/" })
	void ordinaryTextStaysAsItIs(String text) {
		assertThat(encode(message(text))).contains("\"text\":\"" + text + "\"");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "10, \\n", "13, \\r", "9, \\t", "34, \\\"", "92, \\\\", "0, \\u0000", "27, \\u001B",
					"127, \\u007F", "128, \\u0080", "133, \\u0085", "159, \\u009F", "8232, \\u2028", "8233, \\u2029",
					"55357, \\uD83D" })
	void characterThatCouldEndALineIsEscaped(int character, String escape) {
		assertThat(encode(message("a" + (char) character + "b"))).contains("\"text\":\"a" + escape + "b\"");
	}

	@Test
	void everyCharacterIsReadBackFromOneLineOfUtf8() {
		for (int block = 0; block <= Character.MAX_CODE_POINT; block += 0x1000) {
			String text = IntStream.range(block, block + 0x1000)
				.filter((codePoint) -> codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
				.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
				.toString();

			String json = encode(message(text));

			assertThat(json).as("block %x", block).doesNotContainPattern("\\R|\\p{Cc}");
			assertThat(JsonMapper.shared().readTree(json).get("text").asString().equals(text)).as("block %x", block)
				.isTrue();
		}
	}

	private static Event message(String text) {
		return new Event.Message(CURSOR, "alice", 7, text, AT, null);
	}

	private static String encode(Event event) {
		return new String(JsonCodec.encode(event), StandardCharsets.UTF_8);
	}

}
