package io.roomcast.protocol;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the commands of a client are read from JSON. In these frames a {@code '} is a
 * quotation mark.
 */
class JsonCommandTests {

	private static final int MAX_TEXT_BYTES = 20;

	private static final TextRules RULES = new TextRules(MAX_TEXT_BYTES);

	@Test
	void sayMayHaveAnId() {
		assertThat(decode("{'type':'say','text':'hi','id':'c1'}")).containsExactly(new Command.Say("hi", "c1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'say','text':'hi'}", "{'text':'hi','type':'say'}",
			"{'type':'say','text':'hi','id':null}", " { 'type' : 'say' , 'text' : 'hi' } \r\n",
			"{'type':'say','text':'\\u0068i'}",
			"{'v':2,'type':'say','to':[{'text':1}],'text':'hi','x':{'id':[]},'n':-1.5e9}",
			"{'a':1,'a':2,'type':'say','text':'hi'}" })
	void sayNeedsNoId(String frame) {
		assertThat(decode(frame)).containsExactly(new Command.Say("hi", null));
	}

	@Test
	void textMayBeEmpty() {
		assertThat(decode("{'type':'say','text':''}")).containsExactly(new Command.Say("", null));
	}

	@Test
	void textMayHoldLineBreaks() {
		assertThat(decode("{'type':'say','text':'a\\nb\\u0000\u2028'}"))
			.containsExactly(new Command.Say("a\nb\u0000\u2028", null));
	}

	@Test
	void everyLineIsACommandOfItsOwn() {
		assertThat(decode("{'type':'say','text':'a'}\n\r\n{'type':'say'}\n  \n{'type':'say','text':'b'}\n"))
			.containsExactly(new Command.Say("a", null),
					new Refusal(Reason.MISSING_FIELD, "line 3: field 'text' is missing"), new Command.Say("b", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n", "\r\n\t\r\n" })
	void blankFrameIsRefused(String frame) {
		assertThat(decode(frame))
			.containsExactly(new Refusal(Reason.BAD_JSON, "frame is blank, must hold a JSON object on each line"));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "hi, 1", "{, 2", "{'type':NaN}, 12", "{'type' 'say'}, 9",
			"{type:'say'}, 2", "{'type':'say'}}, 15", "{'type':'say'} x, 16", "{'text':'\t'}, 10", "{'a':01}, 7" })
	void malformedJsonIsRefused(String frame, int column) {
		assertRefused(frame, Reason.BAD_JSON, "'" + quoted(frame) + "' is not valid JSON at column " + column, null);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "[{}], an array", "[1, an array", "'say', a string", "5, a number",
			"true, a boolean", "null, null" })
	void lineThatIsNoObjectIsRefused(String frame, String what) {
		assertRefused(frame, Reason.BAD_JSON, "line is " + what + ", must be an object", null);
	}

	@Test
	void secondObjectOnALineIsRefused() {
		assertRefused("{'type':'say','text':'hi','id':'c1'} {}", Reason.BAD_JSON,
				"line goes on after its object, must hold one", "c1");
	}

	@Test
	void unknownTypeIsRefused() {
		assertRefused("{'type':'shout','text':'hi','id':'c1'}", Reason.UNKNOWN_TYPE,
				"type 'shout' is unknown, must be 'say'", "c1");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';',
			value = { "{}; type", "{'text':'hi'}; type", "{'type':null}; type", "{'type':'say'}; text",
					"{'type':'say','text':null}; text", "{'Type':'say','text':'hi'}; type" })
	void missingFieldIsRefused(String frame, String field) {
		assertRefused(frame, Reason.MISSING_FIELD, "field '" + field + "' is missing", null);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';',
			value = { "{'type':5,'text':'hi'}; type; a number", "{'type':'say','text':['hi']}; text; an array",
					"{'type':'say','text':{'id':'x'}}; text; an object", "{'type':'say','text':true}; text; a boolean",
					"{'type':'say','text':'hi','id':1.5}; id; a number" })
	void fieldThatIsNoStringIsRefused(String frame, String field, String what) {
		assertRefused(frame, Reason.BAD_FIELD, "field '" + field + "' is " + what + ", must be a string", null);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';',
			value = { "{'id':'c1','type':'say','type':'say','text':'hi'}; type",
					"{'type':'say','text':'a','text':'b','id':'c1'}; text",
					"{'type':'say','text':'a','id':'c1','id':'c2'}; id" })
	void fieldThatIsGivenTwiceIsRefused(String frame, String field) {
		assertRefused(frame, Reason.BAD_FIELD, "field '" + field + "' is given twice, must be once", "c1");
	}

	@Test
	void longestIdIsAccepted() {
		String id = "😀".repeat(JsonCodec.MAX_ID_LENGTH);

		assertThat(decode("{'type':'say','text':'hi','id':'" + id + "'}")).containsExactly(new Command.Say("hi", id));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 65, 80 })
	void idOfWrongLengthIsRefusedAndNotRepeated(int length) {
		String id = "x".repeat(length);

		assertRefused("{'type':'say','text':'hi','id':'" + id + "'}", Reason.BAD_FIELD,
				"id '" + id + "' is " + length + " characters, must be 1 to 64", null);
	}

	@Test
	void longestTextIsAccepted() {
		String text = "ü".repeat(MAX_TEXT_BYTES / 2);

		assertThat(decode("{'type':'say','text':'" + text + "'}")).containsExactly(new Command.Say(text, null));
	}

	@ParameterizedTest
	@CsvSource({ "x, 21, 21", "ü, 11, 22", "€, 7, 21", "😀, 6, 24" })
	void limitOfTheTextCountsBytes(String character, int count, int bytes) {
		assertRefused("{'type':'say','text':'" + character.repeat(count) + "','id':'c1'}", Reason.TEXT_TOO_LONG,
				"text is " + bytes + " bytes, limit 20", "c1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\ud83d", "\\ude00", "a\\ud83da", "\\ude00\\ud83d", "😀\\ud83d" })
	void halfASurrogatePairIsRefused(String escaped) {
		assertRefused("{'type':'say','text':'" + escaped + "','id':'c1'}", Reason.BAD_FIELD,
				"text has half a surrogate pair, which is no character", "c1");
	}

	@Test
	void halfASurrogatePairInAnIdIsRefused() {
		assertRefused("{'type':'say','text':'hi','id':'\\ud83d'}", Reason.BAD_FIELD,
				"id '\ud83d' has half a surrogate pair", null);
	}

	@Test
	void idIsReadEvenIfTheLineBreaksOffAfterIt() {
		assertRefused("{'type':'say','id':'c1','text':'h", Reason.BAD_JSON,
				"'" + quoted("{'type':'say','id':'c1','text':'h") + "' is not valid JSON at column 34", "c1");
	}

	@Test
	void idIsReadEvenIfItComesAfterTheError() {
		assertRefused("{'type':[{}],'text':5,'id':'c1'}", Reason.BAD_FIELD,
				"field 'type' is an array, must be a string", "c1");
	}

	@Test
	void deepNestingIsRefused() {
		assertThat(decode("{'type':'say','text':'hi','x':" + "[".repeat(15) + "]".repeat(15) + "}"))
			.containsExactly(new Command.Say("hi", null));
		assertRefused("{'id':'c1','x':" + "[".repeat(1_000_000), Reason.BAD_JSON,
				"Document nesting depth (17) exceeds the maximum allowed (16)", "c1");
	}

	@Test
	void longNumberIsRefused() {
		assertRefused("{'id':'c1','n':" + "1".repeat(65) + "}", Reason.BAD_JSON,
				"Number value length (65) exceeds the maximum allowed (64)", "c1");
	}

	@Test
	void longNameIsRefused() {
		assertRefused("{'id':'c1','" + "n".repeat(65) + "':1}", Reason.BAD_JSON,
				"Name length (65) exceeds the maximum allowed (64)", "c1");
	}

	@Test
	void frameWithTheMostLinesIsAccepted() {
		assertThat(decode(lines(JsonCodec.MAX_LINES) + "\n")).hasSize(JsonCodec.MAX_LINES)
			.startsWith(new Command.Say("1", null))
			.endsWith(new Command.Say("256", null));
	}

	@Test
	void frameWithTooManyLinesIsRefusedAsAWhole() {
		assertRefused(lines(257), Reason.TOO_MANY_LINES, "frame holds 257 lines, limit 256", null);
	}

	@Test
	void longBadValueIsQuotedInPart() {
		String shown = "x".repeat(79) + "...";

		assertRefused("{'type':'" + "x".repeat(79) + "😀" + "y'}", Reason.UNKNOWN_TYPE,
				"type '" + shown + "' is unknown, must be 'say'", null);
	}

	private void assertRefused(String frame, Reason reason, String sentence, @Nullable String id) {
		assertThat(decode(frame)).containsExactly(new Refusal(reason, sentence, id));
	}

	private List<Decoded> decode(String frame) {
		return JsonCodec.decode(quoted(frame), RULES);
	}

	private static String quoted(String frame) {
		return frame.replace('\'', '"');
	}

	private static String lines(int count) {
		return IntStream.rangeClosed(1, count)
			.mapToObj((number) -> "{'type':'say','text':'" + number + "'}")
			.collect(Collectors.joining("\n"));
	}

}
