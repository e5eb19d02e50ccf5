package io.roomcast.harness;

import java.nio.ByteBuffer;

/**
 * What is said. Immutable.
 */
public sealed interface Body {

	static Body text(String text) {
		return new Text(text);
	}

	/**
	 * Returns a JSON value.
	 * @param json as it is written
	 */
	static Body data(String json) {
		return new Data(json);
	}

	static Body bytes(byte... bytes) {
		return new Bytes(ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer());
	}

	record Text(String text) implements Body {
	}

	/**
	 * Two values are equal if they are written in the same way.
	 */
	record Data(String json) implements Body {
	}

	/**
	 * Holds a buffer and not an array, so that equal bytes make equal bodies.
	 */
	record Bytes(ByteBuffer bytes) implements Body {

		public byte[] toArray() {
			byte[] array = new byte[this.bytes.limit()];
			this.bytes.get(0, array);
			return array;
		}

	}

}
