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
		long before = (start != null) ? log.numberOf(start) : log.firstNumber() - 1;
		List<StoredMessage> messages = messages(log, before + 1, Math.min(log.lastNumber(), before + limit));
		Position last = messages.isEmpty() ? null : messages.get(messages.size() - 1).position();
		Position end = (last != null) ? last : (start != null) ? start : log.position();
		return new HistoryPage(messages, end, complete, before + messages.size() < log.lastNumber());
	}

	/**
	 * Returns the messages before a position; the last ones if there is none, or if it is
	 * of another log.
	 */
	static HistoryPage before(RoomLog log, @Nullable Position before, int limit) {
		Position end = (before != null) ? before : log.nextPosition();
		boolean known = log.isPlausible(end);
		long last = known ? log.numberAt(end.offset()) - 1 : log.lastNumber();
		long first = Math.max(log.firstNumber(), last - limit + 1);
		List<StoredMessage> messages = messages(log, first, last);
		boolean complete = known && (last + 1 >= log.firstNumber() || end.offset() <= 1);
		return new HistoryPage(messages, messages.isEmpty() ? end : messages.get(0).position(), complete,
				!messages.isEmpty() && first > log.firstNumber());
	}

	private static List<StoredMessage> messages(RoomLog log, long first, long last) {
		List<StoredMessage> messages = new ArrayList<>();
		for (long number = first; number <= last; number++) {
			messages.add(log.message(number).stored());
		}
		return messages;
	}

}
