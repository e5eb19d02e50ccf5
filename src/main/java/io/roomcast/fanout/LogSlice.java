package io.roomcast.fanout;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Consecutive entries, copied from a log under its lock to be read without it. Reused;
 * touched by one pass at a time.
 */
final class LogSlice {

	private final @Nullable Entry[] entries;

	private final long[] senders;

	private long from;

	private int size;

	LogSlice(int capacity) {
		this.entries = new @Nullable Entry[capacity];
		this.senders = new long[capacity];
	}

	/**
	 * Copies live entries, as many as fit.
	 * @param start the sequence of the first
	 */
	void copyLive(RoomLog log, long start) {
		this.from = start;
		this.size = (int) Math.min(log.head() - start, this.entries.length);
		for (int i = 0; i < this.size; i++) {
			take(i, log.get(start + i));
		}
	}

	/**
	 * Copies messages of the history, as many as fit.
	 * @param first the number of the first
	 * @param last the number of the last
	 */
	void copyHistory(RoomLog log, long first, long last) {
		this.from = first;
		this.size = (int) Math.min(last + 1 - first, this.entries.length);
		for (int i = 0; i < this.size; i++) {
			take(i, log.message(first + i));
		}
	}

	private void take(int index, Entry entry) {
		this.entries[index] = entry;
		this.senders[index] = entry.sender;
	}

	void clear() {
		Arrays.fill(this.entries, 0, this.size, null);
		this.size = 0;
	}

	/**
	 * Returns the sequence, or number, of the first entry.
	 */
	long from() {
		return this.from;
	}

	int size() {
		return this.size;
	}

	/**
	 * Returns the index of the next entry of a sender.
	 * @param from the index at which to begin
	 * @param end the index at which to stop, which is returned if there is none before
	 */
	int indexOf(long sender, int from, int end) {
		int index = from;
		while (index < end && this.senders[index] != sender) {
			index++;
		}
		return index;
	}

	Entry get(int index) {
		Entry entry = this.entries[index];
		if (entry == null) {
			throw new IndexOutOfBoundsException("index " + index + " is not in 0 to " + (this.size - 1));
		}
		return entry;
	}

}
