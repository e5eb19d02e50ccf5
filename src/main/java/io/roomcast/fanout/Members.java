package io.roomcast.fanout;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The subscribers that a room's pass walks over. Each knows its place, so that coming and
 * going cost the same in a room of ten and of ten thousand. Touched by the pass only.
 */
final class Members {

	static final int NOWHERE = -1;

	private static final int INITIAL_CAPACITY = 4;

	private @Nullable Subscriber[] places = new @Nullable Subscriber[INITIAL_CAPACITY];

	private int size;

	private int behind;

	private final int[] byFormat = new int[Format.VALUES.size()];

	int size() {
		return this.size;
	}

	Subscriber get(int place) {
		Subscriber subscriber = this.places[place];
		if (subscriber == null) {
			throw new IndexOutOfBoundsException("place " + place + " is not in 0 to " + (this.size - 1));
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
		boolean member = subscriber.place != NOWHERE;
		if (!subscriber.leaving && !member) {
			add(subscriber);
		}
		else if (subscriber.leaving && member) {
			remove(subscriber);
		}
	}

	private void add(Subscriber subscriber) {
		if (this.size == this.places.length) {
			this.places = Arrays.copyOf(this.places, this.size * 2);
		}
		this.byFormat[subscriber.format().index]++;
		subscriber.place = this.size;
		this.places[this.size++] = subscriber;
	}

	private void remove(Subscriber subscriber) {
		this.byFormat[subscriber.format().index]--;
		Subscriber last = get(--this.size);
		this.places[subscriber.place] = last;
		last.place = subscriber.place;
		this.places[this.size] = null;
		subscriber.place = NOWHERE;
		if (this.places.length > INITIAL_CAPACITY && this.size < this.places.length / 4) {
			this.places = Arrays.copyOf(this.places, this.places.length / 2);
		}
	}

}
