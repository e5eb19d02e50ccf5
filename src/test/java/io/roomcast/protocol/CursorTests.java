package io.roomcast.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import io.roomcast.protocol.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CursorTests {

	private static final int ROUNDS = 10_000;

	@ParameterizedTest
	@CsvSource({ "0, 0, 0, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "1, 2, 3, AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD",
			"-1, -1, -1, ________________________________",
			"9223372036854775807, -9223372036854775808, 62, f_________-AAAAAAAAAAAAAAAAAAAA-" })
	void textEncodesTheThreeNumbers(long epoch, long offset, long nonce, String text) {
		assertThat(new Cursor(epoch, offset, nonce).text()).isEqualTo(text);
	}

	@Test
	void everyCursorIsParsedFromItsText() {
		long seed = System.nanoTime();
		Random random = new Random(seed);

		for (int round = 0; round < ROUNDS; round++) {
			Cursor cursor = new Cursor(random.nextLong(), random.nextLong() >> random.nextInt(Long.SIZE),
					random.nextLong());

			assertThat(Cursor.parse(cursor.text())).as("seed %d, round %d", seed, round)
				.isEqualTo(new Cursor.Parsed.Good(cursor));
		}
	}

	@Test
	void noTwoStringsAreTheSameCursor() {
		long seed = System.nanoTime();
		Random random = new Random(seed);

		for (int round = 0; round < ROUNDS; round++) {
			String text = mutated(new Cursor(random.nextLong(), round, random.nextLong()).text(), random);

			if (Cursor.parse(text) instanceof Cursor.Parsed.Good good) {
				assertThat(good.cursor().text()).as("seed %d, round %d", seed, round).isEqualTo(text);
			}
		}
	}

	private static String mutated(String text, Random random) {
		byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
		bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
		String changed = new String(bytes, StandardCharsets.ISO_8859_1);
		return random.nextBoolean() ? changed : changed.substring(random.nextInt(3));
	}

	@ParameterizedTest
	@CsvSource({ "'', 0", "42, 2", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 31", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 33",
			"😀, 1" })
	void wrongLengthIsRefused(String text, int length) {
		assertThat(Cursor.parse(text)).isEqualTo(
				bad("cursor " + Refusal.quote(text) + " is " + length + " characters, must be " + Cursor.LENGTH));
	}

	@ParameterizedTest
	@ValueSource(strings = { "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
			"AAAAAAAAAAAAAAAA AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAA+AAAAAAAAAAAAAAA", "äAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n" })
	void wrongCharacterIsRefused(String text) {
		assertThat(Cursor.parse(text)).isEqualTo(bad("cursor '" + text + "' must be 32 of A-Z a-z 0-9 _ -"));
	}

	@Test
	void longStringIsQuotedInPart() {
		assertThat(Cursor.parse("x".repeat(100_000)))
			.isEqualTo(bad("cursor '" + "x".repeat(80) + "...' is 100000 characters, must be 32"));
	}

	private static Cursor.Parsed bad(String sentence) {
		return new Cursor.Parsed.Bad(new Refusal(Reason.BAD_CURSOR, sentence));
	}

}
