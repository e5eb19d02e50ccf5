package io.roomcast.ws;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is UTF-8, and where it is seen that something is not, whichever parts it comes in.
 */
class Utf8CheckTests {

	private static final int TEXTS = 20_000;

	private static final int MAX_BYTES = 12;

	/** Bytes at the edges of their ranges, which are the ones that matter. */
	private static final byte[] EDGES = HexFormat.of().parseHex("00417f808f909fa0bfc0c1c2dfe0e1ecedeeeff0f1f3f4f5ff");

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "41", "7f", "c280", "dfbf", "e0a080", "ed9fbf", "ee8080", "efbfbd", "efbfbe",
			"efbfbf", "f0908080", "f48fbfbf", "cebae1bdb9cf83cebcceb5", "e282acf09f9880" })
	void textIsAccepted(String hex) {
		for (int split = 0; split <= hex.length() / 2; split++) {
			assertThat(firstBad(hex, split)).as("in parts of %d bytes", split).isEqualTo(-1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "80, 0", "4180, 1", "bf, 0", "c080, 0", "c1bf, 0", "c0af, 0", "e08080, 1", "e09fbf, 1", "f0808080, 1",
			"f08fbfbf, 1", "eda080, 1", "edafbfedb080, 1", "edbfbf, 1", "f4908080, 1", "f5808080, 0", "f888808080, 0",
			"fc8480808080, 0", "fe, 0", "ff, 0", "c241, 1", "e28241, 2", "f09f9841, 3", "f09ff0, 2",
			"cebae1bdb9cf83cebcceb5f4908080656469746564, 12", "c2, 1", "e282, 2", "41f09f98, 4" })
	void badByteIsFoundWhereItIs(String hex, int bad) {
		for (int split = 0; split <= hex.length() / 2; split++) {
			assertThat(firstBad(hex, split)).as("in parts of %d bytes", split).isEqualTo(bad);
		}
	}

	@Test
	void randomBytesAreJudgedAsTheJdkDoes() {
		for (int seed = 0; seed < TEXTS; seed++) {
			Random random = new Random(seed);
			byte[] bytes = new byte[random.nextInt(MAX_BYTES)];
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = EDGES[random.nextInt(EDGES.length)];
			}
			String hex = HexFormat.of().formatHex(bytes);

			assertThat(firstBad(hex, random.nextInt(4)) < 0).as("seed %d, %s", seed, hex).isEqualTo(isUtf8(bytes));
		}
	}

	/**
	 * Returns the offset of the first bad byte, -1 if there is none.
	 * @param partBytes how many bytes come at once; 0 for all
	 */
	private static int firstBad(String hex, int partBytes) {
		byte[] bytes = HexFormat.of().parseHex(hex);
		int step = (partBytes > 0) ? partBytes : Math.max(1, bytes.length);
		Utf8Check check = new Utf8Check();
		for (int from = 0; from < bytes.length; from += step) {
			int bad = check.firstBad(bytes, from, Math.min(bytes.length, from + step));
			if (bad >= 0) {
				return bad;
			}
		}
		return check.isComplete() ? -1 : bytes.length;
	}

	private static boolean isUtf8(byte[] bytes) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

}
