package io.roomcast.chat;

import java.util.List;

import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;

/**
 * Some of a room's history.
 *
 * @param messages the oldest first
 * @param cursor behind which the next page begins
 * @param complete whether nothing is missing before them
 * @param more whether there are newer ones
 */
public record Page(List<Event> messages, Cursor cursor, boolean complete, boolean more) {

	public Page {
		messages = List.copyOf(messages);
	}

}
