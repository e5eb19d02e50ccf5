package io.roomcast.protocol;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.regex.Pattern;

import io.roomcast.protocol.Refusal.Reason;

/**
 * A place in a room's log. Clients get it as a string of {@value #LENGTH} characters that
 * fit into a URL as they are, and know no more of it than to give it back. One that
 * parses may still be of another server or time: only the room can tell.
 *
 * @param epoch which log of the room
 * @param offset which message in it
 * @param nonce tells two messages apart that got the same offset after a failover
 */
public record Cursor(long epoch, long offset, long nonce) {

	/** As three longs make whole base64 groups, no other string means the same place. */
	static final int LENGTH = 32;

	private static final int BYTES = 3 * Long.BYTES;

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{" + LENGTH + "}");

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
	 * What a string turned out to be.
	 */
	public sealed interface Parsed {

		/**
		 * It is a cursor.
		 */
		record Good(Cursor cursor) implements Parsed {
		}

		/**
		 * It is none.
		 */
		record Bad(Refusal refusal) implements Parsed {
		}

	}

}
