package io.roomcast.fanout;

import java.util.List;

/**
 * A part of a room's history, as it was at one moment.
 *
 * @param messages the oldest first
 * @param end the position after which the next page begins
 * @param complete false if messages before the first one here are gone that were asked
 * for
 * @param more whether there are messages after the end
 */
public record HistoryPage(List<StoredMessage> messages, Position end, boolean complete, boolean more) {

	public HistoryPage {
		messages = List.copyOf(messages);
	}

}
