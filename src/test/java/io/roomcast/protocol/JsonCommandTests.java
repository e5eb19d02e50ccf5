package io.roomcast.protocol;

import io.roomcast.protocol.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.roomcast.protocol.JsonFrames.C1;
import static io.roomcast.protocol.JsonFrames.assertRefused;
import static io.roomcast.protocol.JsonFrames.decode;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the commands of a client are read from JSON, and their fields.
 */
class JsonCommandTests {

	private static final Body HI = new Body.Text("hi");

	private static final Cursor CURSOR = new Cursor(1, 2, 3);

	private static final String CURSOR_TEXT = CURSOR.text();

	@Test
	void sayHasABody() {
		assertThat(decode("{'type':'say','room':'lobby','text':'hi','id':'c1'}"))
			.isEqualTo(new Command.Say("lobby", HI, C1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'say','text':'hi'}",
			"{'type':'say','room':null,'text':'hi','base64':null,'id':null}" })
	void sayNeedsNoRoomAndNoId(String frame) {
		assertThat(decode(frame)).isEqualTo(new Command.Say(null, HI, null));
	}

	@Test
	void joinNeedsARoomOnly() {
		assertThat(decode("{'type':'join','room':'lobby'}"))
			.isEqualTo(new Command.Join("lobby", null, null, null, null));
	}

	@Test
	void joinMayGoOnFromACursor() {
		assertThat(decode("{'type':'join','room':'lobby','nick':'alice','since':'" + CURSOR_TEXT + "','id':'c1'}"))
			.isEqualTo(new Command.Join("lobby", "alice", CURSOR, null, C1));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1000 })
	void joinMayAskForTheLastMessages(int last) {
		assertThat(decode("{'type':'join','room':'lobby','last':" + last + "}"))
			.isEqualTo(new Command.Join("lobby", null, null, last, null));
	}

	@Test
	void joinWithoutRoomIsRefused() {
		assertRefused("{'type':'join','room':null,'nick':'alice','id':'c1'}", Reason.MISSING_FIELD,
				"field 'room' is missing");
	}

	@Test
	void leaveMayNameARoom() {
		assertThat(decode("{'type':'leave','room':'lobby','id':'c1'}")).isEqualTo(new Command.Leave("lobby", C1));
		assertThat(decode("{'type':'leave'}")).isEqualTo(new Command.Leave(null, null));
	}

	@Test
	void whoMayNameARoom() {
		assertThat(decode("{'type':'who','room':'lobby','id':'c1'}")).isEqualTo(new Command.Who("lobby", C1));
		assertThat(decode("{'type':'who'}")).isEqualTo(new Command.Who(null, null));
	}

	@Test
	void historyIsOfTheLastHundredByDefault() {
		assertThat(decode("{'type':'history'}")).isEqualTo(new Command.History(null, null, null, 100, null));
	}

	@Test
	void historyGoesBackwardsBeforeACursor() {
		assertThat(decode("{'type':'history','room':'lobby','before':'" + CURSOR_TEXT + "','limit':1,'id':'c1'}"))
			.isEqualTo(new Command.History("lobby", CURSOR, null, 1, C1));
	}

	@Test
	void historyGoesForwardsFromACursor() {
		assertThat(decode("{'type':'history','since':'" + CURSOR_TEXT + "','limit':1000}"))
			.isEqualTo(new Command.History(null, null, CURSOR, 1000, null));
	}

	@ParameterizedTest
	@CsvSource({ "join, since, last, 5", "history, before, since, 'CURSOR'" })
	void fieldsThatExcludeEachOtherAreRefused(String type, String field, String other, String value) {
		String frame = "{'type':'%s','%s':'CURSOR','%s':%s,'room':'lobby','id':'c1'}".formatted(type, field, other,
				value.equals("CURSOR") ? "'CURSOR'" : value);

		assertThat(decode(frame.replace("CURSOR", CURSOR_TEXT))).isEqualTo(new Refusal(Reason.BAD_FIELD,
				"fields '" + field + "' and '" + other + "' are both given, must be one at most", "lobby", C1));
	}

	@ParameterizedTest
	@CsvSource({ "join, since, 42, 2", "history, since, x, 1", "history, before, '', 0" })
	void badCursorIsRefused(String type, String field, String value, int length) {
		assertRefused("{'type':'" + type + "','" + field + "':'" + value + "','id':'c1'}", Reason.BAD_CURSOR,
				"cursor '" + value + "' is " + length + " characters, must be 32");
	}

	@ParameterizedTest
	@CsvSource({ "join, last, -1, 0 to 1000", "join, last, 1001, 0 to 1000", "history, limit, 0, 1 to 1000",
			"history, limit, -0, 1 to 1000", "history, limit, 1001, 1 to 1000",
			"history, limit, 18446744073709551617, 1 to 1000" })
	void numberOutOfRangeIsRefused(String type, String field, String value, String range) {
		assertRefused("{'type':'" + type + "','" + field + "':" + value + ",'id':'c1'}", Reason.BAD_FIELD,
				field + " is " + value + ", must be " + range);
	}

	@Test
	void longNumberIsShownInPart() {
		assertRefused("{'type':'history','limit':" + "1".repeat(100_000) + ",'id':'c1'}", Reason.BAD_FIELD,
				"limit is " + "1".repeat(80) + "..., must be 1 to 1000");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';',
			value = { "who; type; 5; a number", "say; text; ['hi']; an array", "say; text; {'id':'x'}; an object",
					"say; text; true; a boolean", "say; text; 1.5; a number", "say; base64; 5; a number",
					"say; room; 5; a number", "join; nick; []; an array", "join; since; 5; a number",
					"history; since; {}; an object", "history; before; false; a boolean" })
	void fieldThatIsNoStringIsRefused(String type, String field, String value, String what) {
		assertRefused("{'" + field + "':" + value + ",'type':'" + type + "','id':'c1'}", Reason.BAD_FIELD,
				"field '" + field + "' is " + what + ", must be a string");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';',
			value = { "join; last; '5'; a string", "join; last; 1.0; a number with a fraction or an exponent",
					"history; limit; 1e2; a number with a fraction or an exponent", "history; limit; [1]; an array" })
	void fieldThatIsNoWholeNumberIsRefused(String type, String field, String value, String what) {
		assertRefused("{'" + field + "':" + value + ",'type':'" + type + "','id':'c1'}", Reason.BAD_FIELD,
				"field '" + field + "' is " + what + ", must be a whole number");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';', value = { "1.5; a number with a fraction or an exponent",
			"1e3; a number with a fraction or an exponent", "['c1']; an array", "{}; an object", "true; a boolean" })
	void idThatIsNeitherStringNorWholeNumberIsRefused(String value, String what) {
		assertRefused("{'type':'who','id':" + value + "}", Reason.BAD_FIELD,
				"field 'id' is " + what + ", must be a string or a whole number", null);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';',
			value = { "who; type; 'who'", "who; room; 'x'", "who; id; 'c1'", "say; text; 'x'", "say; data; null",
					"say; data; {'data':[]}", "say; base64; ''", "join; nick; 'x'", "join; since; 'CURSOR'",
					"join; last; 0", "history; before; 'CURSOR'", "history; since; 'CURSOR'", "history; limit; 1" })
	void fieldThatIsGivenTwiceIsRefused(String type, String field, String value) {
		String twice = "'FIELD':VALUE,'FIELD':VALUE".replace("FIELD", field).replace("VALUE", value);
		Decoded decoded = decode("{" + twice.replace("CURSOR", CURSOR_TEXT) + ",'type':'" + type + "'}");

		assertThat(decoded).isInstanceOfSatisfying(Refusal.class, (refusal) -> {
			assertThat(refusal.reason()).isEqualTo(Reason.BAD_FIELD);
			assertThat(refusal.sentence()).isEqualTo("field '" + field + "' is given twice, must be once");
		});
	}

	@Test
	void firstOfTwoIdsStays() {
		assertRefused("{'type':'who','id':'c1','id':'c2'}", Reason.BAD_FIELD,
				"field 'id' is given twice, must be once");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-0", "7", "-9223372036854775809",
			"1234567890123456789012345678901234567890123456789012345678901234" })
	void idMayBeAWholeNumberOfAnySize(String digits) {
		assertThat(decode("{'type':'who','id':" + digits + "}"))
			.isEqualTo(new Command.Who(null, new CommandId(digits, true)));
	}

	@Test
	void longestIdIsAccepted() {
		String id = "😀".repeat(JsonCodec.MAX_ID_LENGTH);

		assertThat(decode("{'type':'who','id':'" + id + "'}"))
			.isEqualTo(new Command.Who(null, new CommandId(id, false)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 65, 80 })
	void idOfWrongLengthIsRefusedAndNotRepeated(int length) {
		String id = "x".repeat(length);

		assertRefused("{'type':'who','id':'" + id + "'}", Reason.BAD_FIELD,
				"id '" + id + "' is " + length + " characters, must be 1 to 64", null);
	}

	@Test
	void idOfTooManyDigitsIsRefusedAndNotRepeated() {
		assertRefused("{'type':'who','id':" + "1".repeat(65) + "}", Reason.BAD_FIELD,
				"id '" + "1".repeat(65) + "' is 65 characters, must be 1 to 64", null);
	}

	@Test
	void roomThatIsTooLongIsRefusedAndNotRepeated() {
		assertRefused("{'type':'who','room':'" + "x".repeat(100_000) + "','id':'c1'}", Reason.BAD_ROOM,
				"room name '" + "x".repeat(80) + "...' is 100000 characters, limit 64");
	}

	@ParameterizedTest
	@CsvSource({ "id,", "room, c1" })
	void halfASurrogatePairInARoomOrIdIsRefused(String field, String id) {
		assertRefused("{'type':'who','" + field + "':'\\ud83d'" + ((id != null) ? ",'id':'c1'}" : "}"),
				Reason.BAD_FIELD, field + " '\ud83d' has half a surrogate pair", (id != null) ? C1 : null);
	}

	@Test
	void refusalMayAnswerACommand() {
		Refusal refusal = new Refusal(Reason.NOT_IN_ROOM, "no");

		assertThat(refusal.answering(new Command.Who("lobby", C1)))
			.isEqualTo(new Refusal(Reason.NOT_IN_ROOM, "no", "lobby", C1));
	}

}
