package io.roomcast.fanout;

import java.util.List;

/**
 * A part of a room's history, as it was at one moment.
 *
 * @param messages the oldest first
 * @param end the position with which to ask for the next page: of the last message here,
 * or of the first one if the page was asked for backwards
 * @param complete false if messages between the position that was asked for and those
 * here are gone
 * @param more whether the next page has messages now
 */
public record HistoryPage(List<StoredMessage> messages, Position end, boolean complete, boolean more) {

	public HistoryPage {
		messages = List.copyOf(messages);
	}

}
