package io.roomcast.fanout;

import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FramesTests {

	@Test
	void textIsOneFinalUnmaskedFrame() {
		// The single-frame example of RFC 6455 section 5.7.
		assertThat(Frames.text("Hello")).isEqualTo(HexFormat.of().parseHex("810548656c6c6f"));
	}

	@Test
	void binaryHasItsOwnOpcode() {
		assertThat(Frames.binary(new byte[] { 1, 2 })).isEqualTo(HexFormat.of().parseHex("82020102"));
	}

	@Test
	void textIsEncodedAsUtf8() {
		assertThat(Frames.text("\u00e9")).isEqualTo(HexFormat.of().parseHex("8102c3a9"));
	}

	@ParameterizedTest
	@CsvSource({ "0, 8200", "125, 827d", "126, 827e007e", "65535, 827effff", "65536, 827f0000000000010000",
			"16777216, 827f0000000001000000" })
	void lengthTakesTheShortestForm(int length, String header) {
		byte[] frame = Frames.binary(new byte[length]);

		int headerLength = header.length() / 2;
		assertThat(HexFormat.of().formatHex(Arrays.copyOf(frame, headerLength))).isEqualTo(header);
		assertThat(frame).hasSize(headerLength + length);
	}

}
