package io.roomcast.engine.redis;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FrameTests {

	private static final String HEADER = "P node 1 2 3 4 5 6 7 8 9 10 ";

	@Test
	void partsMayHoldAnything() {
		Frame frame = Frame.parse(TestBatches.bytes("head\n3 0 2\na\nb\n\n"));

		assertThat(frame.head()).isEqualTo("head");
		assertThat(frame.parts()).extracting(TestBatches::text).containsExactly("a\nb", "", "\n\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "head", "head\n", "head\n3\nab", "head\n3\nabcd", "head\n-1\n", "head\nx\nabc",
			"head\n9999999999\n", "head\n2147483647\nab" })
	void bytesThatAreNoFrameAreRefused(String bytes) {
		assertThatThrownBy(() -> Frame.parse(TestBatches.bytes(bytes))).isInstanceOf(IllegalArgumentException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "A node\n\n", "P node\n\n", HEADER + "M\n\n", HEADER + "x\n1\na", HEADER + "?\n\n",
			HEADER + "RUN\n1 1\nab" })
	void bytesThatAreNoBatchAreRefused(String bytes) {
		assertThatThrownBy(() -> Batch.parse(TestBatches.bytes(bytes))).isInstanceOf(IllegalArgumentException.class);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void mangledBatchIsRefusedOrParsed(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 2_000; round++) {
			byte[] bytes = TestBatches.bytes(HEADER + "MxRN\n3 4\nonetwo!");
			for (int i = 1 + random.nextInt(3); i > 0; i--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			try {
				Batch.parse(bytes);
			}
			catch (IllegalArgumentException ex) {
				// Refused, as it may be.
			}
		}
	}

}
