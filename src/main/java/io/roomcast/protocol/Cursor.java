package io.roomcast.protocol;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.regex.Pattern;

import io.roomcast.protocol.Refusal.Reason;

/**
 * A position in a room's log. Clients get it as an opaque string of {@value #LENGTH}
 * characters that need no escapes in a URL, and give it back as it is. One that parses
 * may still be of another server or time: only the room can tell.
 *
 * @param epoch which log of the room
 * @param offset which message in it
 * @param nonce tells two messages apart that got the same offset after a failover
 */
public record Cursor(long epoch, long offset, long nonce) {

	/**
	 * As three longs make whole base64 groups, no other string means the same position.
	 */
	static final int LENGTH = 32;

	private static final int BYTES = 3 * Long.BYTES;

	/** What its string is made of. */
	public static final String PATTERN = "^[A-Za-z0-9_-]{" + LENGTH + "}$";

	private static final Pattern FORM = Pattern.compile(PATTERN);

	public String text() {
		byte[] bytes = ByteBuffer.allocate(BYTES).putLong(this.epoch).putLong(this.offset).putLong(this.nonce).array();
		return Base64.getUrlEncoder().encodeToString(bytes);
	}

	public static Parsed parse(String text) {
		int length = text.codePointCount(0, text.length());
		if (length != LENGTH) {
			return new Parsed.Bad(new Refusal(Reason.BAD_CURSOR,
					"cursor " + Refusal.quote(text) + " is " + length + " characters, must be " + LENGTH));
		}
		if (!FORM.matcher(text).matches()) {
			return new Parsed.Bad(new Refusal(Reason.BAD_CURSOR,
					"cursor " + Refusal.quote(text) + " must be " + LENGTH + " of A-Z a-z 0-9 _ -"));
		}
		ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
		return new Parsed.Good(new Cursor(bytes.getLong(), bytes.getLong(), bytes.getLong()));
	}

	/**
	 * The result of parsing a string.
	 */
	public sealed interface Parsed {

		/**
		 * The string is a cursor.
		 */
		record Good(Cursor cursor) implements Parsed {
		}

		/**
		 * The string is no cursor.
		 */
		record Bad(Refusal refusal) implements Parsed {
		}

	}

}
