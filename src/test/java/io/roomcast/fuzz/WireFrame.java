package io.roomcast.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of WebSocket frames, in which nothing need be right.
 */
final class WireFrame {

	static final int CONTINUATION = 0x0;

	static final int TEXT = 0x1;

	static final int BINARY = 0x2;

	static final int CLOSE = 0x8;

	static final int PING = 0x9;

	static final int PONG = 0xA;

	static final int LAST = 0x80;

	static final int MAX_CONTROL_BYTES = 125;

	private static final int MASKED = 0x80;

	private static final int MASK_BYTES = 4;

	private WireFrame() {
	}

	/**
	 * Returns a proper frame of a client.
	 * @param first its first byte
	 */
	static byte[] of(FuzzRandom random, int first, byte[] payload) {
		return joined(header(MASKED, first, payload.length), masked(random, payload));
	}

	static byte[] text(FuzzRandom random, String text) {
		return of(random, LAST | TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] ping(FuzzRandom random, String payload) {
		return of(random, LAST | PING, payload.getBytes(StandardCharsets.ISO_8859_1));
	}

	static byte[] close(FuzzRandom random, int code) {
		return of(random, LAST | CLOSE, ByteBuffer.allocate(Short.BYTES).putShort((short) code).array());
	}

	static byte[] unmasked(int first, byte[] payload) {
		return joined(header(0, first, payload.length), payload);
	}

	/**
	 * Returns a frame that announces a payload of 64 bits of length.
	 * @param payload what comes of it
	 */
	static byte[] announcing(FuzzRandom random, int first, long length, byte[] payload) {
		byte[] header = ByteBuffer.allocate(2 + Long.BYTES)
			.put((byte) first)
			.put((byte) (MASKED | 127))
			.putLong(length)
			.array();
		return joined(header, masked(random, payload));
	}

	static byte[] joined(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	private static byte[] header(int masked, int first, int length) {
		ByteBuffer header = ByteBuffer.allocate(2 + Long.BYTES).put((byte) first);
		if (length <= MAX_CONTROL_BYTES) {
			header.put((byte) (masked | length));
		}
		else if (length <= 0xFFFF) {
			header.put((byte) (masked | 126)).putShort((short) length);
		}
		else {
			header.put((byte) (masked | 127)).putLong(length);
		}
		byte[] bytes = new byte[header.flip().remaining()];
		header.get(bytes);
		return bytes;
	}

	private static byte[] masked(FuzzRandom random, byte[] payload) {
		byte[] mask = random.bytes(MASK_BYTES);
		byte[] masked = new byte[MASK_BYTES + payload.length];
		System.arraycopy(mask, 0, masked, 0, MASK_BYTES);
		for (int i = 0; i < payload.length; i++) {
			masked[MASK_BYTES + i] = (byte) (payload[i] ^ mask[i % MASK_BYTES]);
		}
		return masked;
	}

}
