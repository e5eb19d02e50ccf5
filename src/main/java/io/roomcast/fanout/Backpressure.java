package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Lets the publishers of a room wait while they are too far ahead of the pump; while the
 * live budget is exceeded, while they are ahead at all. Not thread-safe: its room guards
 * it.
 */
final class Backpressure {

	/**
	 * Publishers go on when they are ahead by half of the limit only: so they do not stop
	 * again at once.
	 */
	private static final int RESUME_PART = 2;

	private final Limits limits;

	private final Budget live;

	private long entries;

	private long bytes;

	private @Nullable List<Runnable> waiting;

	Backpressure(Limits limits, Budget live) {
		this.limits = limits;
		this.live = live;
	}

	void added(Entry entry) {
		this.entries++;
		this.bytes += entry.size();
	}

	void passedOn(Entry entry) {
		this.entries--;
		this.bytes -= entry.size();
	}

	/**
	 * Returns how many bytes of content wait for the pump.
	 */
	long bytes() {
		return this.bytes;
	}

	/**
	 * Returns whether publishers must wait.
	 */
	boolean isBehind() {
		return isAhead(1);
	}

	/**
	 * Keeps an action until publishers may go on.
	 * @return false if they need not wait, and the caller must run the action
	 */
	boolean defer(Runnable action) {
		if (!isBehind()) {
			return false;
		}
		this.waiting = (this.waiting != null) ? this.waiting : new ArrayList<>();
		this.waiting.add(action);
		return true;
	}

	/**
	 * Returns the actions that need not wait any more, and forgets them.
	 */
	List<Runnable> release() {
		List<Runnable> released = this.waiting;
		if (released == null || isAhead(RESUME_PART)) {
			return List.of();
		}
		this.waiting = null;
		return released;
	}

	private boolean isAhead(int part) {
		return this.entries > this.limits.lagEntries() / part || this.bytes > this.limits.lagBytes() / part
				|| (this.entries > 0 && this.live.isOver());
	}

}
