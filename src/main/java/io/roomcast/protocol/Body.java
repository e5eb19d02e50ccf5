package io.roomcast.protocol;

import java.util.Arrays;

/**
 * What is said.
 */
public sealed interface Body {

	/**
	 * A text.
	 */
	record Text(String text) implements Body {
	}

	/**
	 * A JSON value, as its sender wrote it.
	 *
	 * @param json the value in its compact form, as {@link CompactJson} reads it
	 */
	record Data(String json) implements Body {
	}

	/**
	 * Bytes. They are not copied: nobody may change them.
	 */
	@SuppressWarnings("ArrayRecordComponent") // compared by content
	record Bytes(byte[] bytes) implements Body {

		@Override
		public boolean equals(Object other) {
			return other instanceof Bytes that && Arrays.equals(this.bytes, that.bytes);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(this.bytes);
		}

	}

}
