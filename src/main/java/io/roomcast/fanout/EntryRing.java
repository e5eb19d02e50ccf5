package io.roomcast.fanout;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A queue of entries with consecutive numbers, added at the head and removed at the other
 * end. Grows and shrinks with its size. Not thread-safe.
 */
final class EntryRing {

	private static final @Nullable Entry[] EMPTY = {};

	private static final int MIN_CAPACITY = 4;

	private @Nullable Entry[] slots = EMPTY;

	private long first;

	private long head;

	/**
	 * Makes an empty ring.
	 * @param first the number that the first entry will get
	 */
	EntryRing(long first) {
		this.first = first;
		this.head = first;
	}

	/**
	 * Returns the number of the oldest entry; {@link #head()} when empty.
	 */
	long first() {
		return this.first;
	}

	/**
	 * Returns the number that the next entry will get.
	 */
	long head() {
		return this.head;
	}

	int size() {
		return (int) (this.head - this.first);
	}

	boolean isEmpty() {
		return this.head == this.first;
	}

	void add(Entry entry) {
		if (size() == this.slots.length) {
			resize(Math.max(MIN_CAPACITY, this.slots.length * 2));
		}
		this.slots[slot(this.head)] = entry;
		this.head++;
	}

	Entry get(long number) {
		Entry entry = (number < this.first || number >= this.head) ? null : this.slots[slot(number)];
		if (entry == null) {
			throw new IndexOutOfBoundsException(
					"number " + number + " is not in " + this.first + " to " + (this.head - 1));
		}
		return entry;
	}

	Entry removeFirst() {
		Entry removed = get(this.first);
		this.slots[slot(this.first)] = null;
		this.first++;
		if (isEmpty()) {
			this.slots = EMPTY;
		}
		else if (size() < this.slots.length / 4 && this.slots.length > MIN_CAPACITY) {
			resize(this.slots.length / 2);
		}
		return removed;
	}

	private int slot(long number) {
		return (int) number & (this.slots.length - 1);
	}

	private void resize(int capacity) {
		@Nullable Entry[] old = this.slots;
		this.slots = Arrays.copyOf(EMPTY, capacity);
		for (long number = this.first; number < this.head; number++) {
			this.slots[slot(number)] = old[(int) number & (old.length - 1)];
		}
	}

}
