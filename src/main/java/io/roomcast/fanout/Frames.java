package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Encodes server-to-client frames (RFC 6455 section 5.2): final, unmasked, without
 * extensions. As they carry no mask, the bytes are the same for every client.
 */
public final class Frames {

	private static final int FIN = 0x80;

	private static final int TEXT = 0x1;

	private static final int BINARY = 0x2;

	private static final int PING = 0x9;

	private static final int MAX_7_BIT = 125;

	private static final int MAX_16_BIT = 0xFFFF;

	private static final byte[] NONE = new byte[0];

	private Frames() {
	}

	public static byte[] text(String payload) {
		return frame(TEXT, payload.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Encodes a text frame.
	 * @param payload valid UTF-8
	 */
	public static byte[] text(byte[] payload) {
		return frame(TEXT, payload);
	}

	public static byte[] binary(byte[] payload) {
		return frame(BINARY, payload);
	}

	/**
	 * Encodes a ping without payload.
	 */
	public static byte[] ping() {
		return frame(PING, NONE);
	}

	/**
	 * Returns no frame at all: the reader sees nothing.
	 */
	public static byte[] none() {
		return NONE;
	}

	/**
	 * Encodes a frame of any kind, control frames included.
	 * @param opcode the frame's opcode, RFC 6455 section 11.8
	 * @param payload at most 125 bytes if it is a control frame
	 */
	public static byte[] frame(int opcode, byte[] payload) {
		ByteBuffer frame = ByteBuffer.allocate(headerLength(payload.length) + payload.length);
		putHeader(frame, opcode, payload.length);
		return frame.put(payload).array();
	}

	private static void putHeader(ByteBuffer target, int opcode, int payloadLength) {
		target.put((byte) (FIN | opcode));
		if (payloadLength <= MAX_7_BIT) {
			target.put((byte) payloadLength);
		}
		else if (payloadLength <= MAX_16_BIT) {
			target.put((byte) 126).putShort((short) payloadLength);
		}
		else {
			target.put((byte) 127).putLong(payloadLength);
		}
	}

	private static int headerLength(int payloadLength) {
		if (payloadLength <= MAX_7_BIT) {
			return 2;
		}
		return (payloadLength <= MAX_16_BIT) ? 4 : 10;
	}

}
