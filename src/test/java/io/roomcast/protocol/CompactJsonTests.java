package io.roomcast.protocol;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CompactJsonTests {

	private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(Integer.MAX_VALUE)
			.maxNumberLength(Integer.MAX_VALUE)
			.build())
		.build());

	@ParameterizedTest
	@ValueSource(strings = { "null", "true", "false", "0", "-0", "1.0e5", "1E+400", "-1.50", "0.1e-7", "\"\"",
			"\"a b\"", "\"\u00fc\u2028\u007f\ud83d\ude00\"", "\"\\\"\\\\\\n\\u0000\"", "[]", "{}", "[[],{},[{}]]",
			"[1,\"a\",null,true]", "{\"b\":1,\"a\":[1,2],\"\":{\"c\":{}}}", "{\"a\":1,\"a\":2,\"a\":1}",
			"{\"{\":\"[\",\":\":\",\"}", "[\"[\",\"{\",\":\"]", "{\"\\\"\\n\":\"\"}" })
	void compactValueStaysAsItIs(String json) {
		assertThat(read(json)).isEqualTo(json);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';',
			value = { "[ 1 ,\t2 ] ; [1,2]", "{ \"a\" : { \"b\" : [ ] } }; {\"a\":{\"b\":[]}}",
					"\"\\u0041\\/\\u00fc\"; \"A/ü\"", "\"\\u000a\\u001F\"; \"\\n\\u001F\"",
					"\"\\ud83d\\ude00\"; \"😀\"" })
	void whiteSpaceAndNeedlessEscapesGo(String json, String compact) {
		assertThat(read(json)).isEqualTo(compact);
	}

	@Test
	void numbersOfAnySizeKeepTheirDigits() {
		String digits = "1234567890".repeat(500);
		String json = "[" + digits + ",-" + digits + "." + digits + "e" + digits + "]";

		assertThat(read(json)).isEqualTo(json);
	}

	@Test
	void halfASurrogatePairIsCopied() {
		assertThat(read("\"\\ud83d\"")).isEqualTo("\"\ud83d\"");
	}

	@Test
	void deepNestingDoesNotOverflowTheStack() {
		String json = "[{\"a\":".repeat(200_000) + "1" + "}]".repeat(200_000);

		assertThat(read(json).equals(json)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "\"x\"", "null", "[]", "{}", "[[1],{\"a\":{}}]", "{\"a\":[{}]}" })
	void parserIsLeftAtTheLastTokenOfTheValue(String value) {
		try (JsonParser parser = MAPPER.createParser("{\"first\":" + value + ",\"second\":2}")) {
			parser.nextToken();
			parser.nextToken();
			parser.nextToken();

			CompactJson.read(parser);

			assertThat(parser.nextToken()).isEqualTo(JsonToken.PROPERTY_NAME);
			assertThat(parser.currentName()).isEqualTo("second");
		}
	}

	@ParameterizedTest
	@MethodSource("parsers")
	void valueIsReadWithAnyParser(Function<String, JsonParser> source) {
		String json = "{\"b\":[1,-2,{}],\"a\":\"\u00fc\\n\",\"c\":[true,false,null],\"n\":12345678901234567890}";
		try (JsonParser parser = source.apply(json)) {
			parser.nextToken();

			assertThat(CompactJson.read(parser)).isEqualTo(json);
		}
	}

	static Stream<Function<String, JsonParser>> parsers() {
		return Stream.of(MAPPER::createParser, (json) -> MAPPER.createParser(json.getBytes(StandardCharsets.UTF_8)),
				(json) -> MAPPER.createParser(new StringReader(json)), CompactJsonTests::bufferedParser,
				(json) -> MAPPER.treeAsTokens(MAPPER.readTree(json)));
	}

	private static JsonParser bufferedParser(String json) {
		try (JsonParser parser = MAPPER.createParser(json)) {
			return MAPPER.readValue(parser, TokenBuffer.class).asParser();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2, 4 })
	void parserThatIsAtNoValueIsABug(int tokens) {
		try (JsonParser parser = MAPPER.createParser("{\"a\":1}")) {
			for (int count = 0; count < tokens; count++) {
				parser.nextToken();
			}

			assertThatIllegalArgumentException().isThrownBy(() -> CompactJson.read(parser));
		}
	}

	private static String read(String json) {
		try (JsonParser parser = MAPPER.createParser(json)) {
			parser.nextToken();
			return CompactJson.read(parser);
		}
	}

}
