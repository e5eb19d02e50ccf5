package io.roomcast.chat;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import io.roomcast.protocol.Member;

/**
 * Reads what a {@link ContentWriter} has written. Whatever it cannot have written is
 * refused with an {@link IllegalArgumentException}. Not thread-safe.
 */
final class ContentReader {

	static final int MAX_TEXT_BYTES = 0xFFFF;

	private final ByteBuffer bytes;

	ContentReader(byte[] bytes) {
		this.bytes = ByteBuffer.wrap(bytes);
	}

	int number() {
		return read(this.bytes::get);
	}

	Member member() {
		long client = read(this.bytes::getLong);
		if (client < 0) {
			throw new IllegalArgumentException("client is " + client + ", must not be negative");
		}
		String nick = text();
		if (NameRules.checkNickSyntax(nick) != null) {
			throw new IllegalArgumentException("nick is of " + nick.length() + " characters, or of bad ones");
		}
		return new Member(nick, client);
	}

	String text() {
		int length = read(this.bytes::getShort) & MAX_TEXT_BYTES;
		if (length > this.bytes.remaining()) {
			throw new IllegalArgumentException("text is " + length + " bytes, and there are " + this.bytes.remaining());
		}
		int end = this.bytes.position() + length;
		String text = decode(this.bytes.slice(this.bytes.position(), length));
		this.bytes.position(end);
		return text;
	}

	String restText() {
		return decode(this.bytes);
	}

	byte[] rest() {
		byte[] rest = new byte[this.bytes.remaining()];
		this.bytes.get(rest);
		return rest;
	}

	void requireEnd() {
		if (this.bytes.hasRemaining()) {
			throw new IllegalArgumentException(this.bytes.remaining() + " bytes are too many");
		}
	}

	private static <T> T read(Supplier<T> field) {
		try {
			return field.get();
		}
		catch (BufferUnderflowException ex) {
			throw new IllegalArgumentException("the bytes end in a field", ex);
		}
	}

	private static String decode(ByteBuffer utf8) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("text is not valid UTF-8", ex);
		}
	}

}
