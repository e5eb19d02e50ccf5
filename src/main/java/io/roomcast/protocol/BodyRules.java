package io.roomcast.protocol;

import java.util.List;

import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What may be said to a room, on whichever way it comes in. Any text that UTF-8 can
 * encode is allowed, and any JSON value of such texts, up to the limit; a text may be
 * empty, and so may bytes.
 *
 * @param maxBytes how large a body may be: a text in UTF-8, a JSON value in its compact
 * form, bytes by their number
 */
public record BodyRules(int maxBytes) {

	/** JSON may escape a character as six bytes. */
	private static final int LARGEST_ESCAPE = 6;

	private static final int OTHER_FIELDS_BYTES = 1024;

	/**
	 * Returns how large a JSON object may be that holds such a body, in bytes: all of a
	 * text may be escaped, and there are other fields. That is ample for base64, which
	 * takes four bytes for three, even if each of them is a slash with its escape.
	 */
	public int maxJsonBytes() {
		return LARGEST_ESCAPE * this.maxBytes + OTHER_FIELDS_BYTES;
	}

	/**
	 * Returns why a body is refused, or null if it is not.
	 */
	public @Nullable Refusal check(Body body) {
		if (body instanceof Body.Text text) {
			return check("text", Utf8.length(text.text()), "text is %d bytes, limit %d");
		}
		if (body instanceof Body.Data data) {
			return check("data", Utf8.length(data.json()), "data is %d bytes in its compact form, limit %d");
		}
		return check("base64", ((Body.Bytes) body).bytes().length, "base64 holds %d bytes, limit %d");
	}

	/**
	 * Returns why what is to be said is refused for the number of bodies that are given,
	 * or null if it is one.
	 */
	public static @Nullable Refusal checkNumber(List<Body> bodies) {
		if (bodies.isEmpty()) {
			return new Refusal(Reason.MISSING_FIELD, "field 'text', 'data' or 'base64' is missing");
		}
		return (bodies.size() == 1) ? null : new Refusal(Reason.BAD_FIELD,
				bodies.size() + " of the fields 'text', 'data' and 'base64' are given, must be one");
	}

	/**
	 * Returns the refusal of a text that is not the base64 of any bytes.
	 */
	public static Refusal notBase64(String text) {
		return new Refusal(Reason.BAD_FIELD, "base64 " + Refusal.quote(text)
				+ " must be groups of 4 of A-Z a-z 0-9 + /, the last one filled up with =");
	}

	private @Nullable Refusal check(String field, int bytes, String tooLarge) {
		if (bytes == Utf8.NONE) {
			return new Refusal(Reason.BAD_FIELD, field + " has half a surrogate pair, which is no character");
		}
		if (bytes > this.maxBytes) {
			return new Refusal(Reason.MESSAGE_TOO_LARGE, tooLarge.formatted(bytes, this.maxBytes));
		}
		return null;
	}

}
