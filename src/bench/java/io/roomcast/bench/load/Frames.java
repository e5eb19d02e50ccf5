package io.roomcast.bench.load;

import java.nio.ByteBuffer;

/**
 * WebSocket frames as a client writes them: masked, and short.
 */
final class Frames {

	static final int TEXT = 0x81;

	static final int CLOSE = 0x88;

	static final int PING = 0x89;

	static final int PONG = 0x8a;

	/** A length of this value says that the next two bytes hold it. */
	static final int TWO_BYTE_LENGTH = 126;

	private static final int MASKED = 0x80;

	// Any will do: it protects proxies from scripts, and here is neither.
	private static final byte[] MASK = { 0x5a, 0x31, 0x47, 0x69 };

	private Frames() {
	}

	static ByteBuffer masked(int opcode, byte[] payload) {
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

}
