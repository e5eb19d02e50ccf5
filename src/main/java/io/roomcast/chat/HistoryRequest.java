package io.roomcast.chat;

import io.roomcast.protocol.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a room's history is asked for.
 *
 * @param cursor the message before or after which the part lies; null for the end of the
 * history to read backwards from, or its beginning to read forwards from
 * @param isBackwards whether the part lies before the cursor
 * @param limit how many messages at most
 */
public record HistoryRequest(@Nullable Cursor cursor, boolean isBackwards, int limit) {

	/**
	 * Asks for the first messages after a cursor.
	 */
	public static HistoryRequest after(@Nullable Cursor since, int limit) {
		return new HistoryRequest(since, false, limit);
	}

	/**
	 * Asks for the last messages before a cursor.
	 */
	public static HistoryRequest before(@Nullable Cursor before, int limit) {
		return new HistoryRequest(before, true, limit);
	}

}
