package io.roomcast.engine.redis;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the nodes tell each other of an entry, as bytes that Redis does not look into.
 */
sealed interface EntryPayload {

	byte[] encode();

	/**
	 * What somebody said.
	 *
	 * @param sender the client's number; 0 for none
	 * @param content how {@link io.roomcast.engine.Contents} encodes it
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Message(long sender, byte[] content) implements EntryPayload {

		static Message decode(byte[] payload) {
			ByteBuffer bytes = ByteBuffer.wrap(payload);
			if (payload.length < Long.BYTES) {
				throw new IllegalArgumentException("a message of " + payload.length + " bytes has no sender");
			}
			long sender = bytes.getLong();
			byte[] content = new byte[bytes.remaining()];
			bytes.get(content);
			return new Message(sender, content);
		}

		@Override
		public byte[] encode() {
			return ByteBuffer.allocate(Long.BYTES + this.content.length).putLong(this.sender).put(this.content).array();
		}

	}

	/**
	 * A client that joined, moved or left.
	 *
	 * @param token what it holds its nick with, or held it with
	 */
	record Present(String nick, long client, Token token) implements EntryPayload {

		static Present decode(byte[] payload) {
			try {
				ByteBuffer bytes = ByteBuffer.wrap(payload);
				long client = bytes.getLong();
				Token token = Token.parse(text(bytes, Short.toUnsignedInt(bytes.getShort())));
				return new Present(text(bytes, bytes.remaining()), client, token);
			}
			catch (BufferUnderflowException ex) {
				throw new IllegalArgumentException("a client in " + payload.length + " bytes is cut off", ex);
			}
		}

		private static String text(ByteBuffer bytes, int length) {
			byte[] text = new byte[length];
			bytes.get(text);
			return new String(text, StandardCharsets.UTF_8);
		}

		@Override
		public byte[] encode() {
			byte[] token = this.token.toString().getBytes(StandardCharsets.UTF_8);
			byte[] nick = this.nick.getBytes(StandardCharsets.UTF_8);
			return ByteBuffer.allocate(Long.BYTES + Short.BYTES + token.length + nick.length)
				.putLong(this.client)
				.putShort((short) token.length)
				.put(token)
				.put(nick)
				.array();
		}

	}

}
