package io.roomcast.fanout;

import java.nio.charset.StandardCharsets;

/**
 * Encodes server-to-client frames (RFC 6455 section 5.2): final, unmasked, without
 * extensions. As they carry no mask, the bytes are the same for every client.
 */
public final class Frames {

	private static final int FIN = 0x80;

	private static final int TEXT = 0x1;

	private static final int BINARY = 0x2;

	private static final int MAX_7_BIT = 125;

	private static final int MAX_16_BIT = 0xFFFF;

	private static final byte[] NONE = new byte[0];

	private Frames() {
	}

	public static byte[] text(String payload) {
		return frame(TEXT, payload.getBytes(StandardCharsets.UTF_8));
	}

	public static byte[] binary(byte[] payload) {
		return frame(BINARY, payload);
	}

	/**
	 * No frame at all: the reader sees nothing.
	 */
	public static byte[] none() {
		return NONE;
	}

	/**
	 * One frame of any kind, control frames included.
	 * @param opcode the frame's opcode, RFC 6455 section 11.8
	 * @param payload at most 125 bytes if it is a control frame
	 */
	public static byte[] frame(int opcode, byte[] payload) {
		int headerLength = headerLength(payload.length);
		byte[] frame = new byte[headerLength + payload.length];
		frame[0] = (byte) (FIN | opcode);
		writeLength(frame, headerLength, payload.length);
		System.arraycopy(payload, 0, frame, headerLength, payload.length);
		return frame;
	}

	private static int headerLength(int payloadLength) {
		if (payloadLength <= MAX_7_BIT) {
			return 2;
		}
		return (payloadLength <= MAX_16_BIT) ? 4 : 10;
	}

	private static void writeLength(byte[] frame, int headerLength, int payloadLength) {
		if (headerLength == 2) {
			frame[1] = (byte) payloadLength;
			return;
		}
		frame[1] = (byte) ((headerLength == 4) ? 126 : 127);
		int rest = payloadLength;
		for (int i = headerLength - 1; i > 1; i--) {
			frame[i] = (byte) rest;
			rest >>>= 8;
		}
	}

}
