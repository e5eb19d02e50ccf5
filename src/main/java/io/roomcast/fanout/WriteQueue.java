package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Decides which of the writers that share an outlet may write next, so that none waits
 * for ever. Not thread-safe: its outlet guards it.
 */
public final class WriteQueue {

	// Rounds. Those that wait when a round begins are due in it: they are woken and write
	// once each, in any order, as soon as their rooms' passes come to it. A writer that
	// did not wait may write in between, but once only in a round. The round ends when
	// all that were due have written or given up; those that came to wait meanwhile are
	// due in the next. So a writer waits for one write of each other at most, and the
	// outlet never idles for one whose pass is late while another has its first write to
	// make. A client in one room has one writer: a round of one.

	private @Nullable List<WriteWaiter> sleepers;

	private int due;

	private int round = 1;

	/**
	 * Returns whether a writer may use the outlet, which nobody uses now. If so, its wait
	 * is over.
	 */
	public boolean admit(WriteWaiter writer) {
		if (writer.isDue()) {
			giveUp(writer);
		}
		else if (this.due > 0 && writer.round() == this.round) {
			return false;
		}
		writer.round(this.round);
		return true;
	}

	/**
	 * Has a writer wait until it is woken.
	 */
	public void add(WriteWaiter writer) {
		if (!writer.isAsleep()) {
			this.sleepers = (this.sleepers != null) ? this.sleepers : new ArrayList<>(1);
			this.sleepers.add(writer);
			writer.asleep(true);
		}
	}

	/**
	 * Lets a writer go that has nothing to write any more.
	 */
	public void giveUp(WriteWaiter writer) {
		if (writer.isDue()) {
			writer.due(false);
			this.due--;
		}
	}

	/**
	 * Returns whether not every writer may use the outlet.
	 */
	public boolean isGated() {
		return this.due > 0;
	}

	/**
	 * Notes that nobody uses the outlet now.
	 * @return the writers to wake
	 */
	public List<WriteWaiter> release() {
		List<WriteWaiter> waiting = this.sleepers;
		if (waiting == null) {
			return List.of();
		}
		if (this.due == 0) {
			this.round++;
			waiting.forEach((writer) -> writer.due(true));
			this.due = waiting.size();
			return wake(waiting, null);
		}
		List<WriteWaiter> woken = new ArrayList<>();
		List<WriteWaiter> left = new ArrayList<>();
		waiting.forEach((writer) -> (writer.isDue() ? woken : left).add(writer));
		return wake(woken, left.isEmpty() ? null : left);
	}

	/**
	 * Forgets all writers, as the outlet is closed.
	 * @return those to wake
	 */
	public List<WriteWaiter> close() {
		List<WriteWaiter> waiting = this.sleepers;
		this.due = 0;
		return (waiting != null) ? wake(waiting, null) : List.of();
	}

	private List<WriteWaiter> wake(List<WriteWaiter> woken, @Nullable List<WriteWaiter> left) {
		woken.forEach((writer) -> writer.asleep(false));
		this.sleepers = left;
		return woken;
	}

}
