package io.roomcast.fanout;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The subscribers that a room's pass walks over. Each knows its index, so that coming and
 * going cost the same in a room of ten and of ten thousand. Touched by the pass only.
 */
final class SubscriberList {

	static final int NOT_LISTED = -1;

	private static final int INITIAL_CAPACITY = 4;

	private @Nullable Subscriber[] subscribers = new @Nullable Subscriber[INITIAL_CAPACITY];

	private int size;

	private int behind;

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
	 * Whether somebody reads a format.
	 */
	boolean has(Format format) {
		return this.byFormat[format.index] > 0;
	}

	/**
	 * How many subscribers still need the log.
	 */
	int behind() {
		return this.behind;
	}

	/**
	 * Notes whether a subscriber still needs the log.
	 * @return whether it did and no longer does
	 */
	boolean note(Subscriber subscriber, boolean isBehind) {
		boolean was = subscriber.behind;
		subscriber.behind = isBehind;
		this.behind += (isBehind ? 1 : 0) - (was ? 1 : 0);
		return was && !isBehind;
	}

	/**
	 * Brings the membership of one subscriber up to date.
	 */
	void settle(Subscriber subscriber) {
		boolean listed = subscriber.listIndex != NOT_LISTED;
		if (!subscriber.leaving && !listed) {
			add(subscriber);
		}
		else if (subscriber.leaving && listed) {
			remove(subscriber);
		}
	}

	private void add(Subscriber subscriber) {
		if (this.size == this.subscribers.length) {
			this.subscribers = Arrays.copyOf(this.subscribers, this.size * 2);
		}
		this.byFormat[subscriber.format().index]++;
		subscriber.listIndex = this.size;
		this.subscribers[this.size++] = subscriber;
	}

	private void remove(Subscriber subscriber) {
		this.byFormat[subscriber.format().index]--;
		Subscriber last = get(--this.size);
		this.subscribers[subscriber.listIndex] = last;
		last.listIndex = subscriber.listIndex;
		this.subscribers[this.size] = null;
		subscriber.listIndex = NOT_LISTED;
		if (this.subscribers.length > INITIAL_CAPACITY && this.size < this.subscribers.length / 4) {
			this.subscribers = Arrays.copyOf(this.subscribers, this.subscribers.length / 2);
		}
	}

}
