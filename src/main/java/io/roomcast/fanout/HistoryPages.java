package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Cuts pages out of a room's history. Called under the room's lock.
 */
final class HistoryPages {

	private HistoryPages() {
	}

	/**
	 * Returns the messages after a position; the oldest that are kept if there is none,
	 * or if a message after it is gone.
	 */
	static HistoryPage after(RoomLog log, @Nullable Position since, int limit) {
		boolean complete = since == null || log.canFollow(since);
		Position start = (since != null && complete) ? since : null;
		long before = (start != null) ? start.offset() : log.firstOffset() - 1;
		List<StoredMessage> messages = messages(log, before + 1, Math.min(log.lastOffset(), before + limit));
		Position last = messages.isEmpty() ? null : messages.get(messages.size() - 1).position();
		Position end = (last != null) ? last : (start != null) ? start : log.position();
		return new HistoryPage(messages, end, complete, end.offset() < log.lastOffset());
	}

	/**
	 * Returns the messages before a position; the last ones if there is none, or if it is
	 * of another log.
	 */
	static HistoryPage before(RoomLog log, @Nullable Position before, int limit) {
		Position end = (before != null) ? before : new Position(log.position().epoch(), log.lastOffset() + 1);
		boolean known = end.epoch() == log.position().epoch() && end.offset() <= log.lastOffset() + 1;
		long last = known ? end.offset() - 1 : log.lastOffset();
		long first = Math.max(log.firstOffset(), last - limit + 1);
		List<StoredMessage> messages = messages(log, first, last);
		boolean complete = known && (last + 1 >= log.firstOffset() || last <= 0);
		return new HistoryPage(messages, messages.isEmpty() ? end : messages.get(0).position(), complete,
				!messages.isEmpty() && first > log.firstOffset());
	}

	private static List<StoredMessage> messages(RoomLog log, long first, long last) {
		List<StoredMessage> messages = new ArrayList<>();
		for (long offset = first; offset <= last; offset++) {
			messages.add(log.message(offset).stored());
		}
		return messages;
	}

}
