package io.roomcast.chat;

import java.util.List;

import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;

/**
 * A part of a room's history.
 *
 * @param messages the oldest first
 * @param cursor the message after which the next page begins
 * @param complete false if messages are gone that should be before the first one here
 * @param more whether there are newer messages now
 */
public record Page(List<Event> messages, Cursor cursor, boolean complete, boolean more) {

	public Page {
		messages = List.copyOf(messages);
	}

}
