package io.roomcast.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is decoded, nothing is thrown; whatever is encoded is one line.
 */
class JsonCodecFuzzTests {

	private static final int ROUNDS = 10_000;

	private static final List<String> LINES = List.of("{\"type\":\"say\",\"text\":\"hi\",\"id\":\"c1\"}",
			"{\"type\":\"say\",\"text\":\"gr\u00fc\u00dfe \ud83d\ude00 \\ud83d\\ude00 \\n\",\"x\":{\"y\":[1,-2.5e3,null,true]}}",
			"{\"type\":\"shout\",\"id\":\"c2\"}\n{\"type\":\"say\",\"text\":\"b\"}",
			"{\"id\":\"c3\",\"text\":\"\",\"type\":\"say\",\"a\":[[[[[[[[]]]]]]]]}");

	private static final String TOKENS = "{}[]\":,\\ntrufalse0123456789.eE-+u\n\r\t \u0000\u2028\ud83d\ude00";

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	private final TextRules rules = new TextRules(64);

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
	void mutatedLinesGiveACommandOrARefusal() {
		for (int round = 0; round < ROUNDS; round++) {
			StringBuilder frame = new StringBuilder(LINES.get(this.random.nextInt(LINES.size())));
			for (int count = this.random.nextInt(4); count >= 0; count--) {
				mutate(frame);
			}

			assertDecoded(frame.toString(), round);
		}
	}

	@Test
	void anyTextIsEncodedAsOneLineThatDecodesToIt() {
		for (int round = 0; round < ROUNDS; round++) {
			StringBuilder text = new StringBuilder();
			for (int length = this.random.nextInt(12); length > 0; length--) {
				text.append(token()).append((char) this.random.nextInt(0x10000));
			}

			assertOneLine(text.toString(), round);
		}
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
			List<Decoded> results = JsonCodec.decode(frame, this.rules);

			assertThat(results).isNotEmpty().doesNotContainNull();
			for (Decoded result : results) {
				assertSound(result);
			}
		}
		catch (RuntimeException | AssertionError ex) {
			throw new AssertionError("seed " + this.seed + ", round " + round + ", frame " + frame, ex);
		}
	}

	private static void assertSound(Decoded result) {
		if (result instanceof Refusal refusal) {
			assertThat(refusal.sentence()).isNotBlank().hasSizeLessThan(200);
			assertThat(json(refusal.toEvent())).startsWith("{\"type\":\"error\"").doesNotContain("\n");
		}
		else {
			assertThat(result).isInstanceOfSatisfying(Command.Say.class,
					(say) -> assertThat(Utf8.length(say.text())).isBetween(0, 64));
		}
	}

	private void assertOneLine(String text, int round) {
		String event = json(new Event.Message(new Cursor(0, 0, 0), "alice", 7, text, Instant.EPOCH, null));
		List<Decoded> back = JsonCodec.decode(event.replace("\"message\"", "\"say\""), new TextRules(1024));

		assertThat(event).as("seed %d, round %d", this.seed, round).doesNotContainPattern("\\R|\\p{Cc}");
		if (Utf8.length(text) != Utf8.NONE) {
			assertThat(back).as("seed %d, round %d", this.seed, round).containsExactly(new Command.Say(text, null));
		}
	}

	private static String json(Event event) {
		return new String(JsonCodec.encode(event), StandardCharsets.UTF_8);
	}

}
