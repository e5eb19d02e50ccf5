package io.roomcast.fanout;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The subscribers that a room's pass walks over. Each knows its index, so that joining
 * and leaving cost the same in a room of ten and of ten thousand. Touched by the pass
 * only.
 */
final class SubscriberList {

	private static final int INITIAL_CAPACITY = 4;

	private @Nullable Subscriber[] subscribers = new @Nullable Subscriber[INITIAL_CAPACITY];

	private int size;

	private int lagging;

	private final int[] byFormat = new int[Format.VALUES.size()];

	int size() {
		return this.size;
	}

	Subscriber get(int index) {
		Subscriber subscriber = this.subscribers[index];
		if (subscriber == null) {
			throw new IndexOutOfBoundsException("index " + index + " is not in 0 to " + (this.size - 1));
		}
		return subscriber;
	}

	/**
	 * Returns whether any subscriber reads a format.
	 */
	boolean has(Format format) {
		return this.byFormat[format.index] > 0;
	}

	/**
	 * Returns how many subscribers still need the log, those that left included.
	 */
	int lagging() {
		return this.lagging;
	}

	/**
	 * Notes whether a subscriber still needs the log.
	 */
	void note(Subscriber subscriber, boolean lagging) {
		if (subscriber.isLagging() != lagging) {
			this.lagging += lagging ? 1 : -1;
			subscriber.lagging(lagging);
		}
	}

	/**
	 * Adds a subscriber that has come, or removes one that has left.
	 */
	void update(Subscriber subscriber) {
		boolean listed = subscriber.listIndex() != Subscriber.NOT_LISTED;
		if (!subscriber.isLeaving() && !listed) {
			add(subscriber);
		}
		else if (subscriber.isLeaving() && listed) {
			remove(subscriber);
		}
	}

	private void add(Subscriber subscriber) {
		if (this.size == this.subscribers.length) {
			this.subscribers = Arrays.copyOf(this.subscribers, this.size * 2);
		}
		this.byFormat[subscriber.format().index]++;
		subscriber.listIndex(this.size);
		this.subscribers[this.size++] = subscriber;
	}

	private void remove(Subscriber subscriber) {
		this.byFormat[subscriber.format().index]--;
		Subscriber last = get(--this.size);
		this.subscribers[subscriber.listIndex()] = last;
		last.listIndex(subscriber.listIndex());
		this.subscribers[this.size] = null;
		subscriber.listIndex(Subscriber.NOT_LISTED);
		if (this.subscribers.length > INITIAL_CAPACITY && this.size < this.subscribers.length / 4) {
			this.subscribers = Arrays.copyOf(this.subscribers, this.subscribers.length / 2);
		}
	}

}
