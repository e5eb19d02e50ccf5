package io.roomcast.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

import io.roomcast.protocol.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.roomcast.protocol.JsonFrames.MAX_BYTES;
import static io.roomcast.protocol.JsonFrames.assertRefused;
import static io.roomcast.protocol.JsonFrames.decode;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a {@code say} may say.
 */
class JsonBodyTests {

	private static final String NOT_BASE64 = " must be groups of 4 of A-Z a-z 0-9 + /, the last one filled up with =";

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'say','id':'c1'}", "{'type':'say','text':null,'base64':null,'id':'c1'}" })
	void missingBodyIsRefused(String frame) {
		assertRefused(frame, Reason.MISSING_FIELD, "field 'text', 'data' or 'base64' is missing");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';', value = { "'text':'a','data':1; 2", "'data':null,'text':''; 2",
			"'text':'a','base64':''; 2", "'base64':'','data':{}; 2", "'text':'a','data':1,'base64':''; 3" })
	void severalBodiesAreRefused(String fields, int count) {
		assertRefused("{'type':'say'," + fields + ",'id':'c1'}", Reason.BAD_FIELD,
				count + " of the fields 'text', 'data' and 'base64' are given, must be one");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a\nb", "\u2028", "üüüüüüüüüü", "😀😀😀😀😀" })
	void textMayBeAnything(String text) {
		assertThat(decode("{'type':'say','text':'" + text.replace("\n", "\\n") + "'}")).isEqualTo(say(text));
	}

	@Test
	void textMayBeEscaped() {
		assertThat(decode("{'type':'say','text':'\\u0000\\/\\ud83d\\ude00'}")).isEqualTo(say("\u0000/😀"));
	}

	@ParameterizedTest
	@CsvSource({ "x, 21, 21", "ü, 11, 22", "€, 7, 21", "😀, 6, 24" })
	void limitOfTheTextCountsBytes(String character, int count, int bytes) {
		assertRefused("{'type':'say','text':'" + character.repeat(count) + "','id':'c1'}", Reason.MESSAGE_TOO_LARGE,
				"text is " + bytes + " bytes, limit 20");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\ud83d", "\\ude00", "a\\ud83da", "\\ude00\\ud83d", "😀\\ud83d" })
	void halfASurrogatePairInATextIsRefused(String escaped) {
		assertRefused("{'type':'say','text':'" + escaped + "','id':'c1'}", Reason.BAD_FIELD,
				"text has half a surrogate pair, which is no character");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';',
			value = { "null; null", "true; true", "'hi'; 'hi'", "[ ]; []", "{ }; {}", "1.0e5; 1.0e5", "-0; -0",
					"1E+400; 1E+400", "{ 'b' : 1 , 'a' : 2 }; {'b':1,'a':2}", "{'a':1,'a':[ ]}; {'a':1,'a':[]}",
					"[ 1 , { } , 'x' ]; [1,{},'x']", "'\\u0041\\/\\u000a'; 'A/\\n'", "' , '; ' , '" })
	void dataIsKeptInItsCompactForm(String value, String compact) {
		assertThat(decode("{'type':'say','data':\n" + value + "\t}")).isEqualTo(data(compact));
	}

	@Test
	void dataSurvivesFromTheCommandToTheEvent() {
		String digits = "1234567890".repeat(500);
		String json = "{\"z\":%s,\"a\":[-%s.%se-5,1.0e5,1.10,-0],\"z\":{\"\":\"\u00fc\ud83d\ude00\\u0000\"}}"
			.formatted(digits, digits, digits);
		Decoded said = JsonCodec.decode("{\"data\":" + json.replace(",", " ,\n\t") + ",\"type\":\"say\"}",
				new BodyRules(65_536));

		byte[] event = JsonCodec.encode(new Event.Message("lobby", new Cursor(1, 2, 3), "alice", 7,
				((Command.Say) said).body(), Instant.EPOCH, null, false));

		assertThat(new String(event, StandardCharsets.UTF_8)).contains(",\"data\":" + json + ",\"at\":");
	}

	@Test
	void dataCountsInItsCompactForm() {
		assertThat(decode("{'type':'say','data':[" + " ".repeat(100) + "'1234567890123456'" + " ".repeat(100) + "]}"))
			.isEqualTo(data("['1234567890123456']"));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';', value = { "'1234567890123456789'; 21",
			"[123456789 , 123456789]; 21", "'üüüüüüüüüü'; 22", "{'\\u0000':1234567890}; 21" })
	void dataOverTheLimitIsRefused(String value, int bytes) {
		assertRefused("{'type':'say','data':" + value + ",'id':'c1'}", Reason.MESSAGE_TOO_LARGE,
				"data is " + bytes + " bytes in its compact form, limit 20");
	}

	@ParameterizedTest
	@ValueSource(strings = { "'\\ud83d'", "['\\ude00']", "[{'a':'\\ude00\\ud83d'}]" })
	void halfASurrogatePairInDataIsRefused(String value) {
		assertRefused("{'type':'say','data':" + value + ",'id':'c1'}", Reason.BAD_FIELD,
				"data has half a surrogate pair, which is no character");
	}

	@Test
	void halfASurrogatePairInANameIsNoJson() {
		String frame = "{\"type\":\"say\",\"data\":{\"\\ud83d\":1},\"id\":\"c1\"}";

		assertRefused(frame, Reason.BAD_JSON, "'" + frame + "' is not valid JSON at character 30", null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/+8AAQ==", "AAAA", "QUI=", "\\/\\u002b8AAQ==" })
	void base64HoldsBytes(String base64) {
		byte[] bytes = Base64.getDecoder().decode(base64.replace("\\u002b", "+").replace("\\", ""));

		assertThat(decode("{'type':'say','base64':'" + base64 + "'}"))
			.isEqualTo(new Command.Say(null, new Body.Bytes(bytes), null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Q", "QQ", "QQ=", "QUI", "QQ==QQ==", "QQ=a", "====", "=", "_-8AAQ==", "QUJD\u00e9\u00e9==",
			"QU I=", " QUI=", "QUI= ", "QUJDQQ", "QR==", "QUJ=", "AAAAQUJ=", "QUJDQ===" })
	void badBase64IsRefused(String base64) {
		assertRefused("{'type':'say','base64':'" + base64 + "','id':'c1'}", Reason.BAD_FIELD,
				"base64 '" + base64 + "'" + NOT_BASE64);
	}

	@Test
	void longBadBase64IsQuotedInPart() {
		assertRefused("{'type':'say','base64':'" + "?".repeat(100) + "','id':'c1'}", Reason.BAD_FIELD,
				"base64 '" + "?".repeat(80) + "...'" + NOT_BASE64);
	}

	@Test
	void limitOfBase64CountsItsBytes() {
		assertThat(decode("{'type':'say','base64':'" + base64(MAX_BYTES) + "'}"))
			.isEqualTo(new Command.Say(null, new Body.Bytes(new byte[MAX_BYTES]), null));
		assertRefused("{'type':'say','base64':'" + base64(MAX_BYTES + 1) + "','id':'c1'}", Reason.MESSAGE_TOO_LARGE,
				"base64 holds 21 bytes, limit 20");
	}

	private static String base64(int bytes) {
		return Base64.getEncoder().encodeToString(new byte[bytes]);
	}

	private static Command say(String text) {
		return new Command.Say(null, new Body.Text(text), null);
	}

	private static Command data(String json) {
		return new Command.Say(null, new Body.Data(JsonFrames.quoted(json)), null);
	}

}
