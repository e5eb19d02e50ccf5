package io.roomcast.chat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.roomcast.protocol.Member;

/**
 * Writes the fields of what is said, one after the other. Not thread-safe.
 */
final class ContentWriter {

	/** More than the fields usually take besides the body. */
	private static final int FIELDS_BYTES = 48;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIELDS_BYTES);

	ContentWriter(byte version, byte kind) {
		this.bytes.write(version);
		this.bytes.write(kind);
	}

	ContentWriter number(byte value) {
		this.bytes.write(value);
		return this;
	}

	ContentWriter member(Member member) {
		this.bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(member.client()).array());
		return text(member.nick());
	}

	/**
	 * Writes a text of at most 65,535 bytes, after its length.
	 */
	ContentWriter text(String text) {
		byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
		if (encoded.length > ContentReader.MAX_TEXT_BYTES) {
			throw new IllegalArgumentException(
					"text is " + encoded.length + " bytes, limit " + ContentReader.MAX_TEXT_BYTES);
		}
		this.bytes.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) encoded.length).array());
		this.bytes.writeBytes(encoded);
		return this;
	}

	ContentWriter rest(String text) {
		return rest(text.getBytes(StandardCharsets.UTF_8));
	}

	ContentWriter rest(byte[] rest) {
		this.bytes.writeBytes(rest);
		return this;
	}

	byte[] bytes() {
		return this.bytes.toByteArray();
	}

}
