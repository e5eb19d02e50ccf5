package io.roomcast.protocol;

import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

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

		private static final int BASE64_GROUP = 4;

		/**
		 * Decodes base64 with padding (RFC 4648 section 4). Returns null for any other
		 * text, also for one that Java's decoder would take for the same bytes.
		 */
		public static @Nullable Bytes ofBase64(String base64) {
			try {
				byte[] bytes = Base64.getDecoder().decode(base64);
				String last = base64.substring(Math.max(0, base64.length() - BASE64_GROUP));
				String same = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(last));
				return (base64.length() % BASE64_GROUP == 0 && same.equals(last)) ? new Bytes(bytes) : null;
			}
			catch (IllegalArgumentException ex) {
				return null;
			}
		}

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
