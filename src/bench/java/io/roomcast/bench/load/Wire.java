package io.roomcast.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a client writes: the request for the upgrade, frames, and in them texts of 128
 * bytes. A text begins with its sender (two letters) and number (four letters), six bits
 * a letter, so that reading them back costs the load next to nothing.
 */
final class Wire {

	static final int TEXT = 0x81;

	static final int CLOSE = 0x88;

	static final int PING = 0x89;

	static final int PONG = 0x8a;

	/** A length of this value says that the next two bytes hold it. */
	static final int TWO_BYTE_LENGTH = 126;

	static final int TEXT_BYTES = 128;

	private static final int MASKED = 0x80;

	// Any will do: it protects proxies from scripts, and here is neither.
	private static final byte[] MASK = { 0x5a, 0x31, 0x47, 0x69 };

	private static final String REQUEST = """
			GET %s HTTP/1.1
			Host: 127.0.0.1:%d
			Upgrade: websocket
			Connection: Upgrade
			Sec-WebSocket-Key: cm9vbWNhc3QgYmVuY2htYQ==
			Sec-WebSocket-Version: 13

			""".replace("\n", "\r\n");

	private static final int NUMBER_AT = 2;

	private static final int FILLER_AT = 6;

	private static final byte[] FILLER = "the quick brown fox jumps over the lazy dog ".repeat(3)
		.substring(0, TEXT_BYTES - FILLER_AT)
		.getBytes(StandardCharsets.US_ASCII);

	private Wire() {
	}

	static ByteBuffer request(String path, int port) {
		return StandardCharsets.US_ASCII.encode(REQUEST.formatted(path, port));
	}

	static ByteBuffer frame(int opcode, byte[] payload) {
		ByteBuffer frame = ByteBuffer.allocate(8 + payload.length).put((byte) opcode);
		if (payload.length < TWO_BYTE_LENGTH) {
			frame.put((byte) (MASKED | payload.length));
		}
		else {
			frame.put((byte) (MASKED | TWO_BYTE_LENGTH)).putShort((short) payload.length);
		}
		frame.put(MASK);
		for (int i = 0; i < payload.length; i++) {
			frame.put((byte) (payload[i] ^ MASK[i & 3]));
		}
		return frame.flip();
	}

	static byte[] text(int sender, int number) {
		byte[] text = new byte[TEXT_BYTES];
		write(text, 0, NUMBER_AT, sender);
		write(text, NUMBER_AT, FILLER_AT, number);
		System.arraycopy(FILLER, 0, text, FILLER_AT, FILLER.length);
		return text;
	}

	static int sender(byte[] source, int textAt) {
		return read(source, textAt, textAt + NUMBER_AT);
	}

	static int number(byte[] source, int textAt) {
		return read(source, textAt + NUMBER_AT, textAt + FILLER_AT);
	}

	static boolean isIntact(byte[] source, int textAt) {
		return Arrays.equals(source, textAt + FILLER_AT, textAt + TEXT_BYTES, FILLER, 0, FILLER.length);
	}

	private static void write(byte[] target, int from, int to, int value) {
		for (int i = from; i < to; i++) {
			target[i] = (byte) ('0' + ((value >> (6 * (to - 1 - i))) & 0x3f));
		}
	}

	private static int read(byte[] source, int from, int to) {
		int value = 0;
		for (int i = from; i < to; i++) {
			value = (value << 6) | (source[i] - '0');
		}
		return value;
	}

}
