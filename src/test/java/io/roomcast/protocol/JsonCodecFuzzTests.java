package io.roomcast.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is decoded, nothing is thrown; whatever is encoded is one JSON object, and
 * holds what was said.
 */
class JsonCodecFuzzTests {

	private static final int ROUNDS = 10_000;

	private static final int MAX_BYTES = 64;

	private static final List<String> FRAMES = List.of("{\"type\":\"say\",\"text\":\"hi\",\"id\":\"c1\"}",
			"{\"type\":\"say\",\"room\":\"lobby\",\"text\":\"gr\u00fc\u00dfe \ud83d\ude00 \\ud83d\\ude00 \\n\",\"id\":7}",
			"{\"type\":\"say\",\"data\":{\"y\":[1,-2.5e3,null,true],\"y\":[{}, \"\\u0041\"]},\"x\":[[[[]]]]}",
			"{\"type\":\"say\",\"base64\":\"/+8AAQ==\",\"id\":-12}",
			"{\"type\":\"join\",\"room\":\"lobby\",\"nick\":\"bob\",\"since\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD\"}",
			"{\"type\":\"join\",\"room\":\"lobby\",\"last\":10}", "{\"id\":\"c3\",\"room\":\"a\",\"type\":\"leave\"}",
			"{\"type\":\"who\"}",
			"{\"type\":\"history\",\"before\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD\",\"limit\":1000}",
			"{\"type\":\"shout\",\"id\":\"c2\"}");

	private static final List<String> CONSTANTS = List.of("null", "true", "false");

	private static final List<String> FRACTIONS = List.of("", "", ".0", ".10", "e5", "E-7", ".5e+12");

	private static final List<String> SPACES = List.of("", "", " ", "\n\t", "\r\n");

	/** Keeps what tells two numbers apart. */
	private static final JsonMapper EXACT = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private static final String TOKENS = "{}[]\":,\\ntrufalse0123456789.eE-+u\n\r\t \u0000\u2028\ud83d\ude00";

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	private final BodyRules rules = new BodyRules(MAX_BYTES);

	@Test
	void randomBytesGiveACommandOrARefusal() {
		for (int round = 0; round < ROUNDS; round++) {
			byte[] bytes = new byte[this.random.nextInt(200)];
			this.random.nextBytes(bytes);

			assertDecoded(new String(bytes, StandardCharsets.UTF_8), round);
		}
	}

	@Test
	void randomTokensGiveACommandOrARefusal() {
		for (int round = 0; round < ROUNDS; round++) {
			StringBuilder frame = new StringBuilder("{");
			for (int length = this.random.nextInt(50); length > 0; length--) {
				frame.append(token());
			}

			assertDecoded(frame.toString(), round);
		}
	}

	@Test
	void mutatedFramesGiveACommandOrARefusal() {
		for (int round = 0; round < ROUNDS; round++) {
			StringBuilder frame = new StringBuilder(FRAMES.get(this.random.nextInt(FRAMES.size())));
			for (int count = this.random.nextInt(4); count >= 0; count--) {
				mutate(frame);
			}

			assertDecoded(frame.toString(), round);
		}
	}

	@Test
	void anyTextIsReadBackFromItsEvent() {
		for (int round = 0; round < ROUNDS; round++) {
			String text = text();

			JsonNode event = event(new Body.Text(text), round);

			assertThat(event.get("text").asString()).as(place(round)).isEqualTo(text);
		}
	}

	@Test
	void anyDataIsReadBackFromItsEvent() {
		for (int round = 0; round < ROUNDS; round++) {
			StringBuilder value = new StringBuilder();
			appendValue(value, 4);
			Decoded decoded = JsonCodec.decode("{\"data\":" + value + ",\"type\":\"say\"}", new BodyRules(1 << 20));

			JsonNode event = event(((Command.Say) decoded).body(), round);

			assertThat(event.get("data")).as(place(round)).isEqualTo(EXACT.readTree(value.toString()));
		}
	}

	@Test
	void anyBytesAreReadBackFromTheirEvent() {
		for (int round = 0; round < ROUNDS; round++) {
			byte[] bytes = new byte[this.random.nextInt(100)];
			this.random.nextBytes(bytes);

			JsonNode event = event(new Body.Bytes(bytes), round);

			assertThat(event.get("base64").asString()).as(place(round))
				.isEqualTo(Base64.getEncoder().encodeToString(bytes));
		}
	}

	private void appendValue(StringBuilder json, int depth) {
		switch (this.random.nextInt((depth > 0) ? 7 : 4)) {
			case 0 -> appendNumber(json);
			case 1 -> json.append(CONSTANTS.get(this.random.nextInt(CONSTANTS.size())));
			case 2, 3 -> json.append(EXACT.writeValueAsString(text()));
			case 4 -> appendArray(json, depth - 1);
			default -> appendObject(json, depth - 1);
		}
		json.append(space());
	}

	private void appendNumber(StringBuilder json) {
		json.append(this.random.nextBoolean() ? "-" : "").append(this.random.nextInt(1, 10));
		for (int length = this.random.nextInt(30); length > 0; length--) {
			json.append(this.random.nextInt(10));
		}
		json.append(FRACTIONS.get(this.random.nextInt(FRACTIONS.size())));
	}

	private void appendArray(StringBuilder json, int depth) {
		json.append('[').append(space());
		for (int count = this.random.nextInt(4); count > 0; count--) {
			appendValue(json, depth);
			json.append((count > 1) ? "," : "").append(space());
		}
		json.append(']');
	}

	private void appendObject(StringBuilder json, int depth) {
		json.append('{').append(space());
		for (int count = this.random.nextInt(4); count > 0; count--) {
			json.append(EXACT.writeValueAsString(text())).append(space()).append(':').append(space());
			appendValue(json, depth);
			json.append((count > 1) ? "," : "").append(space());
		}
		json.append('}');
	}

	private String space() {
		return SPACES.get(this.random.nextInt(SPACES.size()));
	}

	/**
	 * Returns a text that UTF-8 can encode.
	 */
	private String text() {
		StringBuilder text = new StringBuilder();
		for (int length = this.random.nextInt(12); length > 0; length--) {
			text.append(token()).append((char) this.random.nextInt(0x10000));
		}
		return text.toString().replaceAll("\\p{Cs}", "\ud83d\ude00");
	}

	private void mutate(StringBuilder frame) {
		int start = this.random.nextInt(frame.length());
		int end = Math.min(frame.length(), start + this.random.nextInt(8));
		switch (this.random.nextInt(4)) {
			case 0 -> frame.setCharAt(start, token());
			case 1 -> frame.insert(start, token());
			case 2 -> frame.insert(start, frame.substring(start, end));
			default -> frame.delete(start, Math.min(end, start + frame.length() - 1));
		}
	}

	private char token() {
		return TOKENS.charAt(this.random.nextInt(TOKENS.length()));
	}

	private void assertDecoded(String frame, int round) {
		try {
			assertSound(JsonCodec.decode(frame, this.rules));
		}
		catch (RuntimeException | AssertionError ex) {
			throw new AssertionError(place(round) + ", frame " + frame, ex);
		}
	}

	private static void assertSound(Decoded decoded) {
		if (decoded instanceof Refusal refusal) {
			assertThat(refusal.sentence()).isNotBlank().hasSizeLessThan(200);
			assertThat(parsed(refusal.toEvent()).get("message").asString()).isEqualTo(refusal.sentence());
		}
		else if (decoded instanceof Command.Say say) {
			assertThat(new BodyRules(MAX_BYTES).check(say.body())).isNull();
		}
		else {
			assertThat(decoded).isInstanceOf(Command.class);
		}
	}

	private JsonNode event(Body body, int round) {
		try {
			return parsed(
					new Event.Message("lobby", new Cursor(0, 0, 0), "alice", 7, body, Instant.EPOCH, null, false));
		}
		catch (JacksonException ex) {
			throw new AssertionError(place(round) + ", body " + body, ex);
		}
	}

	private static JsonNode parsed(Event event) {
		JsonNode json = EXACT.readTree(JsonCodec.encode(event));
		assertThat(json.isObject()).isTrue();
		return json;
	}

	private String place(int round) {
		return "seed " + this.seed + ", round " + round;
	}

}
