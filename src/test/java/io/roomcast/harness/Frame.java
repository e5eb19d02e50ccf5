package io.roomcast.harness;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One frame on the wire, valid or not: nothing is checked. Immutable.
 */
public record Frame(boolean last, int opcode, ByteBuffer payload) {

	public static final int CONTINUATION = 0x0;

	public static final int TEXT = 0x1;

	public static final int BINARY = 0x2;

	public static final int CLOSE = 0x8;

	public static final int PING = 0x9;

	public static final int PONG = 0xA;

	private static final int FIN = 0x80;

	private static final int MASKED = 0x80;

	private static final byte[] MASK = { 0x12, 0x34, 0x56, 0x78 };

	public static Frame of(boolean last, int opcode, byte[] payload) {
		return new Frame(last, opcode, ByteBuffer.wrap(payload.clone()).asReadOnlyBuffer());
	}

	public static Frame text(String text) {
		return text(text.getBytes(StandardCharsets.UTF_8));
	}

	public static Frame text(byte[] utf8) {
		return of(true, TEXT, utf8);
	}

	public static Frame ping(String payload) {
		return of(true, PING, payload.getBytes(StandardCharsets.UTF_8));
	}

	public static Frame close(int code) {
		return of(true, CLOSE, ByteBuffer.allocate(Short.BYTES).putShort((short) code).array());
	}

	public String text() {
		return new String(bytes(), StandardCharsets.UTF_8);
	}

	public byte[] bytes() {
		byte[] bytes = new byte[this.payload.limit()];
		this.payload.get(0, bytes);
		return bytes;
	}

	public int closeCode() {
		return Short.toUnsignedInt(this.payload.getShort(0));
	}

	public String closeReason() {
		return StandardCharsets.UTF_8.decode(this.payload.duplicate().position(Short.BYTES)).toString();
	}

	byte[] toMaskedBytes() {
		byte[] wire = new byte[2 + lengthBytes() + MASK.length + this.payload.limit()];
		ByteBuffer buffer = ByteBuffer.wrap(wire);
		putHeader(buffer, MASKED);
		buffer.put(MASK);
		for (int i = 0; i < this.payload.limit(); i++) {
			buffer.put((byte) (this.payload.get(i) ^ MASK[i % MASK.length]));
		}
		return wire;
	}

	byte[] toUnmaskedBytes() {
		byte[] wire = new byte[2 + lengthBytes() + this.payload.limit()];
		ByteBuffer buffer = ByteBuffer.wrap(wire);
		putHeader(buffer, 0);
		buffer.put(this.payload.duplicate());
		return wire;
	}

	/**
	 * Returns the first bytes of a masked frame, whose payload is zeros on the wire.
	 * @param declared the length in its header
	 * @param sent how much of the payload to return
	 */
	static byte[] maskedBeginning(int opcode, long declared, int sent) {
		return ByteBuffer.allocate(2 + Long.BYTES + MASK.length + sent)
			.put((byte) (FIN | opcode))
			.put((byte) (MASKED | 127))
			.putLong(declared)
			.put(MASK)
			.array();
	}

	/**
	 * Reads the frame of a server, which is not masked.
	 */
	static Frame readFrom(DataInputStream in) throws IOException {
		int first = in.readUnsignedByte();
		int length = in.readUnsignedByte();
		if (length == 126) {
			length = in.readUnsignedShort();
		}
		else if (length == 127) {
			length = Math.toIntExact(in.readLong());
		}
		byte[] payload = new byte[length];
		in.readFully(payload);
		return of((first & FIN) != 0, first & 0x0F, payload);
	}

	private int lengthBytes() {
		int length = this.payload.limit();
		return (length < 126) ? 0 : (length <= 0xFFFF) ? Short.BYTES : Long.BYTES;
	}

	private void putHeader(ByteBuffer buffer, int masked) {
		int length = this.payload.limit();
		buffer.put((byte) ((this.last ? FIN : 0) | this.opcode));
		switch (lengthBytes()) {
			case 0 -> buffer.put((byte) (masked | length));
			case Short.BYTES -> buffer.put((byte) (masked | 126)).putShort((short) length);
			default -> buffer.put((byte) (masked | 127)).putLong(length);
		}
	}

}
