package io.roomcast.http;

import java.util.List;

import io.roomcast.chat.Page;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;

/**
 * Bounds the size of a page of history, so that no answer takes much memory while it is
 * read. A message that is larger than the bound has a page of its own.
 */
final class PageLimit {

	private static final long MAX_BYTES = 1 << 20;

	/** More bytes than the fields of a message take besides its text. */
	private static final int FIELDS_BYTES = 256;

	private static final int ESCAPE_BYTES = 6;

	private static final int FIRST_PRINTABLE = 0x20;

	private static final int DELETE = 0x7F;

	private static final int LAST_CONTROL = 0x9F;

	private static final int MAX_2_BYTES = 0x7FF;

	private PageLimit() {
	}

	/**
	 * Returns as much of the page as fits, the first message in any case.
	 */
	static Page cut(Page page) {
		List<Event> messages = page.messages();
		long bytes = 0;
		for (int index = 0; index < messages.size(); index++) {
			bytes += size(messages.get(index));
			if (bytes > MAX_BYTES && index > 0) {
				return new Page(messages.subList(0, index), cursor(messages.get(index - 1)), page.complete(), true);
			}
		}
		return page;
	}

	private static Cursor cursor(Event event) {
		return (event instanceof Event.Message message) ? message.cursor() : ((Event.Bytes) event).cursor();
	}

	private static long size(Event event) {
		if (event instanceof Event.Message message) {
			return FIELDS_BYTES + size(message.from()) + size(message.text());
		}
		Event.Bytes bytes = (Event.Bytes) event;
		return FIELDS_BYTES + size(bytes.from()) + (bytes.base64().length + 2L) / 3 * 4;
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
		if (unit < FIRST_PRINTABLE || (unit >= DELETE && unit <= LAST_CONTROL) || unit == '\u2028'
				|| unit == '\u2029') {
			return ESCAPE_BYTES;
		}
		if (unit < DELETE) {
			return (unit == '"' || unit == '\\') ? 2 : 1;
		}
		return (unit <= MAX_2_BYTES) ? 2 : 3;
	}

}
