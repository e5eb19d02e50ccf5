package io.roomcast.fanout;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The tail of what was said in one room: a ring of entries, numbered without gap by their
 * sequence. Forgets the oldest past its bounds, but never one that the pump has not
 * passed on yet. Not thread-safe: its room guards it.
 */
final class RoomLog {

	private static final int INITIAL_CAPACITY = 8;

	private final int maxEntries;

	private final long maxBytes;

	private @Nullable Entry[] ring = new @Nullable Entry[INITIAL_CAPACITY];

	private long first;

	private long head;

	private long bytes;

	RoomLog(int maxEntries, long maxBytes) {
		this.maxEntries = maxEntries;
		this.maxBytes = maxBytes;
	}

	/**
	 * The sequence of the oldest entry that is still here; {@link #head()} when empty.
	 */
	long first() {
		return this.first;
	}

	/**
	 * The sequence that the next entry will get.
	 */
	long head() {
		return this.head;
	}

	long bytes() {
		return this.bytes;
	}

	Entry append(long sender, Content content) {
		if (this.head - this.first == this.ring.length) {
			grow();
		}
		Entry entry = new Entry(this.head, sender, content);
		this.ring[slot(this.head)] = entry;
		this.head++;
		this.bytes += entry.weight();
		return entry;
	}

	Entry get(long sequence) {
		Entry entry = (sequence < this.first || sequence >= this.head) ? null : this.ring[slot(sequence)];
		if (entry == null) {
			throw new IndexOutOfBoundsException(
					"sequence " + sequence + " is not in " + this.first + " to " + (this.head - 1));
		}
		return entry;
	}

	/**
	 * Forgets what is over the bounds, up to the given sequence and not further.
	 */
	void trim(long passedOn) {
		while (this.first < passedOn && (this.head - this.first > this.maxEntries || this.bytes > this.maxBytes)) {
			this.bytes -= get(this.first).weight();
			this.ring[slot(this.first)] = null;
			this.first++;
		}
	}

	private int slot(long sequence) {
		return (int) sequence & (this.ring.length - 1);
	}

	private void grow() {
		@Nullable Entry[] old = this.ring;
		int oldMask = old.length - 1;
		this.ring = Arrays.copyOf(old, old.length * 2);
		Arrays.fill(this.ring, null);
		for (long sequence = this.first; sequence < this.head; sequence++) {
			this.ring[slot(sequence)] = old[(int) sequence & oldMask];
		}
	}

}
