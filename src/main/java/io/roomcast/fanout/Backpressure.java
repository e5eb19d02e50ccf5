package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Holds publishers back that are too far ahead of the pump; while the live budget is
 * over, those that are ahead at all. Not thread-safe: its room guards it.
 */
final class Backpressure {

	/** Opens again when only half of what closes it is left, so as not to flap. */
	private static final int REOPENING_PART = 2;

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
	 * Keeps an action until there is room again.
	 * @return false if there is, and the action need not wait
	 */
	boolean hold(Runnable action) {
		if (!isAhead(1)) {
			return false;
		}
		this.waiting = (this.waiting != null) ? this.waiting : new ArrayList<>();
		this.waiting.add(action);
		return true;
	}

	/**
	 * Gives out the actions that need not wait any more.
	 */
	List<Runnable> release() {
		List<Runnable> released = this.waiting;
		if (released == null || isAhead(REOPENING_PART)) {
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
