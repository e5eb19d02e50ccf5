package io.roomcast.chat;

import java.util.List;

import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;

/**
 * A part of a room's history.
 *
 * @param messages the oldest first
 * @param cursor what to ask for the next page with: as {@code since} if this one was read
 * forwards, as {@code before} if backwards
 * @param complete false if messages are gone that lay between the cursor that was asked
 * for and those here
 * @param more whether the next page has messages now
 */
public record Page(List<Event.Message> messages, Cursor cursor, boolean complete, boolean more) {

	public Page {
		messages = List.copyOf(messages);
	}

}
