package io.roomcast.protocol;

import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a text that is said to a room may be, on whichever way it comes in. Any text that
 * UTF-8 can encode is allowed, up to the limit; it may be empty.
 *
 * @param maxBytes how large it may be, in bytes of UTF-8
 */
public record TextRules(int maxBytes) {

	/** JSON may escape a character as six bytes. */
	private static final int LARGEST_ESCAPE = 6;

	private static final int OTHER_FIELDS_BYTES = 1024;

	/**
	 * Returns how large a JSON object may be that holds such a text, in bytes: all of the
	 * text may be escaped, and there are other fields.
	 */
	public int maxJsonBytes() {
		return LARGEST_ESCAPE * this.maxBytes + OTHER_FIELDS_BYTES;
	}

	/**
	 * Returns why a text is refused, or null if it is not.
	 */
	public @Nullable Refusal check(String text) {
		int bytes = Utf8.length(text);
		if (bytes == Utf8.NONE) {
			return new Refusal(Reason.BAD_FIELD, "text has half a surrogate pair, which is no character");
		}
		if (bytes > this.maxBytes) {
			return new Refusal(Reason.TEXT_TOO_LONG, "text is " + bytes + " bytes, limit " + this.maxBytes);
		}
		return null;
	}

}
