package io.roomcast.chat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import io.roomcast.fanout.Budget;
import io.roomcast.protocol.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one frame that have yet to be carried out, in order. One thread at a
 * time works on them, not always the same one; any thread may close it.
 */
final class Backlog {

	/** The memory of a command besides its characters. */
	private static final int COMMAND_BYTES = 256;

	private final Budget budget;

	// Guarded by this; not null while a frame is worked on.
	private @Nullable Queue<Decoded> commands;

	private @Nullable Runnable whenDone;

	// Written under this, read by anyone.
	private volatile long bytes;

	Backlog(Budget budget) {
		this.budget = budget;
	}

	/**
	 * Begins with the commands of a frame.
	 */
	synchronized void begin(String frame, List<Decoded> decoded) {
		this.commands = new ArrayDeque<>(decoded);
		count(2L * frame.length() + (long) COMMAND_BYTES * decoded.size());
	}

	/**
	 * Returns the next command and removes it; null if there is none.
	 */
	synchronized @Nullable Decoded next() {
		return (this.commands != null) ? this.commands.poll() : null;
	}

	synchronized boolean isEmpty() {
		return this.commands == null || this.commands.isEmpty();
	}

	/**
	 * Ends with the frame.
	 * @return the action that waited for that, or null
	 */
	synchronized @Nullable Runnable end() {
		Runnable waited = this.whenDone;
		close();
		return waited;
	}

	/**
	 * Keeps an action until the frame is done.
	 * @return false if there is no frame, and the caller must run the action
	 */
	synchronized boolean defer(Runnable action) {
		if (this.commands == null) {
			return false;
		}
		this.whenDone = action;
		return true;
	}

	/**
	 * Drops all commands.
	 */
	synchronized void close() {
		this.commands = null;
		this.whenDone = null;
		count(-this.bytes);
	}

	private void count(long change) {
		long changed = this.bytes + change;
		this.bytes = changed;
		this.budget.add(change);
	}

	/**
	 * Returns how many bytes of memory it takes at most.
	 */
	long heldBytes() {
		return this.bytes;
	}

}
