package io.roomcast.harness;

import java.nio.ByteBuffer;

/**
 * What can happen to a client. Immutable.
 */
public sealed interface ChatEvent permits ChatEvent.Opened, ChatEvent.NotOpened, ChatEvent.Text, ChatEvent.Binary,
		ChatEvent.Closed, ChatEvent.Failed, JsonEvent {

	static ChatEvent text(String text) {
		return new Text(text);
	}

	static ChatEvent binary(byte[] bytes) {
		return new Binary(ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer());
	}

	record Opened() implements ChatEvent {
	}

	/**
	 * The handshake of a reconnect went wrong.
	 */
	record NotOpened(Throwable cause) implements ChatEvent {
	}

	record Text(String text) implements ChatEvent {
	}

	/**
	 * Holds a buffer and not an array, so that equal bytes make equal events.
	 */
	record Binary(ByteBuffer bytes) implements ChatEvent {

		public byte[] toArray() {
			byte[] array = new byte[this.bytes.limit()];
			this.bytes.get(0, array);
			return array;
		}

	}

	record Closed(int code, String reason) implements ChatEvent {
	}

	record Failed(Throwable cause) implements ChatEvent {
	}

}
