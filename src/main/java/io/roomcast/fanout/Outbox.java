package io.roomcast.fanout;

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

/**
 * Frames that go to one client alone: in one of its rooms, where they come before
 * whatever else is due to it and the room's pass writes them, or in none. Any thread may
 * add.
 */
public final class Outbox {

	// Guarded by this.
	private @Nullable Budget budget;

	private @Nullable ArrayDeque<Rendering> waiting;

	private @Nullable Runnable whenEmpty;

	// Written under this, read by anyone.
	private volatile long bytes;

	/**
	 * Takes frames from now on.
	 * @param budget is charged for them
	 */
	public synchronized void open(Budget budget) {
		this.budget = budget;
	}

	/**
	 * Drops all frames and takes no more.
	 */
	public synchronized void close() {
		count(-this.bytes);
		this.budget = null;
		this.waiting = null;
		this.whenEmpty = null;
	}

	/**
	 * Adds frames, unless it is closed.
	 */
	public synchronized void add(byte[] frames) {
		if (this.budget == null || frames.length == 0) {
			return;
		}
		this.waiting = (this.waiting != null) ? this.waiting : new ArrayDeque<>(1);
		Rendering added = new Rendering(frames);
		this.waiting.add(added);
		count(added.weight());
	}

	/**
	 * Adds to an empty batch as many frames as fit.
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
	 * Returns the oldest frames, which stay in it; null if there are none.
	 */
	public synchronized byte @Nullable [] peek() {
		Rendering oldest = (this.waiting != null) ? this.waiting.peek() : null;
		return (oldest != null) ? oldest.frames() : null;
	}

	/**
	 * Removes the oldest frames, as they are written.
	 * @return the action that waited for the outbox to be empty, if it is
	 */
	public synchronized @Nullable Runnable remove(int count) {
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
	 * Keeps an action until the outbox is empty, if more than the limit is in it.
	 * @return false if less is in it, and the caller must run the action
	 */
	public synchronized boolean defer(Runnable action, int limit) {
		if (this.bytes <= limit) {
			return false;
		}
		this.whenEmpty = action;
		return true;
	}

	public boolean isEmpty() {
		return this.bytes == 0;
	}

	/**
	 * Returns how many bytes of memory it takes at most.
	 */
	public long bytes() {
		return this.bytes;
	}

}
