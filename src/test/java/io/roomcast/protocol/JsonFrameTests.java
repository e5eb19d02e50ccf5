package io.roomcast.protocol;

import io.roomcast.protocol.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.roomcast.protocol.JsonFrames.C1;
import static io.roomcast.protocol.JsonFrames.assertRefused;
import static io.roomcast.protocol.JsonFrames.decode;
import static io.roomcast.protocol.JsonFrames.quoted;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a frame may be, whatever the command in it.
 */
class JsonFrameTests {

	private static final Command WHO = new Command.Who("lobby", C1);

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'who','room':'lobby','id':'c1'}", "{'id':'c1','room':'lobby','type':'who'}",
			"\r\n {\n\t'type' :\n'who' , 'room' : 'lobby' , 'id' : 'c1' } \r\n",
			"{'\\u0074ype':'\\u0077ho','room':'lobby','id':'c1'}" })
	void orderOfFieldsAndWhiteSpaceDoNotMatter(String frame) {
		assertThat(decode(frame)).isEqualTo(WHO);
	}

	@ParameterizedTest
	@ValueSource(strings = { "'v':2", "'to':[{'text':1}],'x':{'id':[]},'n':-1.5e9", "'a':1,'a':2", "'Type':5", "'':0",
			"'id ':[]" })
	void unknownFieldsAreIgnored(String fields) {
		assertThat(decode("{" + fields + ",'type':'who','room':'lobby','id':'c1'}")).isEqualTo(WHO);
	}

	@ParameterizedTest
	@ValueSource(strings = { "'text':5", "'data':{},'data':1", "'base64':'?'", "'nick':[]", "'since':'x'",
			"'before':true", "'last':-1,'last':{}", "'limit':1e9", "'text':'a','data':'b'", "'text':'\\ud83d'" })
	void fieldsOfOtherCommandsAreIgnored(String fields) {
		assertThat(decode("{" + fields + ",'type':'who','room':'lobby','id':'c1'}")).isEqualTo(WHO);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n", "\r\n\t\r\n" })
	void blankFrameIsRefused(String frame) {
		assertRefused(frame, Reason.BAD_JSON, "frame is blank, must hold a JSON object", null);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "hi, 1", "{, 2", "{'type':NaN}, 12", "{'type' 'say'}, 9", "{type:'say'}, 2",
					"{'type':'say'}}, 15", "{'type':'say'} x, 16", "{'text':'\t'}, 10", "{'a':01}, 7",
					"{'data':[1}, 11", "{'data':{'a'}}, 13", "{'data':'\\x'}, 11" })
	void malformedJsonIsRefused(String frame, int character) {
		assertRefused(frame, Reason.BAD_JSON, "'" + quoted(frame) + "' is not valid JSON at character " + character,
				null);
	}

	@Test
	void positionOfAFlawCountsFromTheStartOfTheFrame() {
		assertRefused("{\n'id':'c1',\n?}", Reason.BAD_JSON,
				"'{\n\"id\":\"c1\",\n?}' is not valid JSON at character 14");
	}

	@Test
	void positionOfAFlawIsRightInALongFrame() {
		String start = "{'id':'c1','text':'" + "x".repeat(61);

		assertRefused(start + "x".repeat(100_000) + "'?}", Reason.BAD_JSON,
				"'" + quoted(start) + "...' is not valid JSON at character 100082");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "[{}], an array", "[1, an array", "'say', a string", "5, a number",
			"true, a boolean", "null, null" })
	void frameThatIsNoObjectIsRefused(String frame, String what) {
		assertRefused(frame, Reason.BAD_JSON, "frame is " + what + ", must be an object", null);
	}

	@ParameterizedTest
	@ValueSource(strings = { " {}", "\n{'type':'say','text':'b','id':'c2'}", "1", "[" })
	void frameThatGoesOnAfterItsObjectIsRefused(String rest) {
		assertRefused("{'type':'say','text':'hi','id':'c1'}" + rest, Reason.BAD_JSON,
				"frame goes on after its object, must hold one");
	}

	@Test
	void unknownTypeIsRefused() {
		assertRefused("{'type':'shout','text':5,'id':'c1'}", Reason.UNKNOWN_TYPE,
				"type 'shout' is unknown, must be 'say', 'join', 'leave', 'who', 'history' or 'token'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'id':'c1'}", "{'text':'hi','id':'c1'}", "{'type':null,'id':'c1'}",
			"{'Type':'say','text':'hi','id':'c1'}" })
	void missingTypeIsRefused(String frame) {
		assertRefused(frame, Reason.MISSING_FIELD, "field 'type' is missing");
	}

	@Test
	void deepestNestingIsAccepted() {
		assertThat(decode("{'type':'who','room':'lobby','id':'c1','x':" + nested(99) + "}")).isEqualTo(WHO);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "data" })
	void deepNestingIsRefused(String field) {
		String sentence = "Document nesting depth (101) exceeds the maximum allowed (100)";

		assertRefused("{'id':'c1','" + field + "':" + nested(100) + "}", Reason.BAD_JSON, sentence);
		assertRefused("{'id':'c1','" + field + "':" + "[".repeat(1_000_000), Reason.BAD_JSON, sentence);
		assertRefused("{'id':'c1','" + field + "':" + "{'a':".repeat(300_000), Reason.BAD_JSON, sentence);
	}

	@Test
	void longNumbersAndNamesAreIgnored() {
		String digits = "1".repeat(100_000);

		assertThat(decode(
				"{'type':'who','room':'lobby','id':'c1','n':" + digits + ".5e" + digits + ",'" + digits + "':0}"))
			.isEqualTo(WHO);
	}

	@Test
	void roomAndIdAreReadEvenIfTheFrameBreaksOffAfterThem() {
		String frame = "{'id':'c1','room':'lobby','text':'h";

		assertThat(decode(frame)).isEqualTo(
				new Refusal(Reason.BAD_JSON, "'" + quoted(frame) + "' is not valid JSON at character 36", "lobby", C1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "'type':[{}]", "'type':[{}],'type':5", "'text':5,'type':[{}]", "'type':[{}],'data':0" })
	void roomAndIdAreReadEvenIfTheyComeAfterTheFlaw(String fields) {
		assertThat(decode("{" + fields + ",'room':'lobby','id':7}")).isEqualTo(new Refusal(Reason.BAD_FIELD,
				"field 'type' is an array, must be a string", "lobby", new CommandId("7", true)));
	}

	@Test
	void firstFlawOfAFieldIsNamedHoweverManyFollow() {
		assertRefused("{'type':'say','text':5," + "'text':{},".repeat(10_000) + "'id':'c1'}", Reason.BAD_FIELD,
				"field 'text' is a number, must be a string");
	}

	@Test
	void firstFlawOfTheCommandIsNamed() {
		assertRefused("{'limit':'x','before':5,'since':6,'type':'join','last':[],'id':'c1'}", Reason.BAD_FIELD,
				"field 'since' is a number, must be a string");
	}

	@Test
	void longBadValueIsQuotedInPart() {
		assertRefused("{'type':'" + "x".repeat(79) + "😀" + "y','id':'c1'}", Reason.UNKNOWN_TYPE, "type '"
				+ "x".repeat(79) + "...' is unknown, must be 'say', 'join', 'leave', 'who', 'history' or 'token'");
	}

	private static String nested(int depth) {
		return "[".repeat(depth) + "]".repeat(depth);
	}

}
