package io.roomcast.fanout;

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

/**
 * Frames that go to one subscriber alone, before whatever else is due to it. Any thread
 * adds; the room's pass takes.
 */
final class Outbox {

	// Guarded by this.
	private @Nullable Budget budget;

	private @Nullable ArrayDeque<Rendering> waiting;

	private @Nullable Runnable whenEmpty;

	// Written under this, read by anyone.
	private volatile long bytes;

	/**
	 * Takes frames from now on.
	 * @param budget what they are put down to
	 */
	synchronized void open(Budget budget) {
		this.budget = budget;
	}

	/**
	 * Lets go of everything and takes no more.
	 */
	synchronized void close() {
		count(-this.bytes);
		this.budget = null;
		this.waiting = null;
		this.whenEmpty = null;
	}

	/**
	 * Adds frames, unless it is closed.
	 */
	synchronized void add(byte[] frames) {
		if (this.budget == null || frames.length == 0) {
			return;
		}
		this.waiting = (this.waiting != null) ? this.waiting : new ArrayDeque<>(1);
		Rendering added = new Rendering(frames);
		this.waiting.add(added);
		count(added.weight());
	}

	/**
	 * Puts into an empty batch what it takes.
	 */
	synchronized void load(Batch batch) {
		if (this.waiting != null) {
			for (Rendering frames : this.waiting) {
				if (!batch.addOutboxFrame(frames)) {
					return;
				}
			}
		}
	}

	/**
	 * Removes the oldest, which are on their way.
	 * @return an action that waited for it to be empty, which may go on now
	 */
	synchronized @Nullable Runnable remove(int count) {
		for (int i = 0; i < count && this.waiting != null; i++) {
			count(-this.waiting.remove().weight());
			this.waiting = this.waiting.isEmpty() ? null : this.waiting;
		}
		Runnable released = (this.waiting == null) ? this.whenEmpty : null;
		this.whenEmpty = (released != null) ? null : this.whenEmpty;
		return released;
	}

	private void count(long change) {
		long changed = this.bytes + change;
		this.bytes = changed;
		if (this.budget != null) {
			this.budget.add(change);
		}
	}

	/**
	 * Keeps an action until it is empty, if much is in it.
	 * @return false if there is not, and the action need not wait
	 */
	synchronized boolean hold(Runnable action, int limit) {
		if (this.bytes <= limit) {
			return false;
		}
		this.whenEmpty = action;
		return true;
	}

	boolean isEmpty() {
		return this.bytes == 0;
	}

	/**
	 * How many bytes of memory it takes, at the most.
	 */
	long bytes() {
		return this.bytes;
	}

}
