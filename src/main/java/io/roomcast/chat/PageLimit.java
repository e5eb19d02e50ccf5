package io.roomcast.chat;

import io.roomcast.protocol.Body;
import io.roomcast.protocol.Event;

/**
 * Bounds the size of a page of history, so that no answer takes much memory while it is
 * read. A message that is larger than the bound has a page of its own.
 */
final class PageLimit {

	private static final long MAX_BYTES = 1 << 20;

	/** More bytes than the fields of a message take besides its body. */
	private static final int FIELDS_BYTES = 512;

	private static final int ESCAPE_BYTES = 6;

	private static final int FIRST_PRINTABLE = 0x20;

	private static final int MAX_1_BYTE = 0x7F;

	private static final int MAX_2_BYTES = 0x7FF;

	private PageLimit() {
	}

	/**
	 * Returns how many of the messages fit, one in any case if there is one.
	 */
	static int count(Iterable<Event.Message> messages) {
		long bytes = 0;
		int count = 0;
		for (Event.Message message : messages) {
			bytes += FIELDS_BYTES + size(message.body());
			if (bytes > MAX_BYTES && count > 0) {
				return count;
			}
			count++;
		}
		return count;
	}

	private static long size(Body body) {
		if (body instanceof Body.Text text) {
			return size(text.text());
		}
		if (body instanceof Body.Data data) {
			return size(data.json());
		}
		return (((Body.Bytes) body).bytes().length + 2L) / 3 * 4;
	}

	/**
	 * Returns how long a text is in JSON, or a little more.
	 */
	private static long size(String text) {
		long bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			bytes += size(text.charAt(i));
		}
		return bytes;
	}

	private static int size(char unit) {
		if (unit < FIRST_PRINTABLE) {
			return ESCAPE_BYTES;
		}
		if (unit <= MAX_1_BYTE) {
			return (unit == '"' || unit == '\\') ? 2 : 1;
		}
		return (unit <= MAX_2_BYTES) ? 2 : 3;
	}

}
