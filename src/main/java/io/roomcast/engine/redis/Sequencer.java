package io.roomcast.engine.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What a room's clients on this node want to have published, in their order. One call is
 * under way at a time; what is added meanwhile goes with the next: so a lone message pays
 * one round trip, and under load the calls stay few while they grow. In a busy room each
 * call waits a little for more, as what is published together is delivered together: a
 * client gets fewer, larger writes. Not thread-safe: its room guards it.
 */
final class Sequencer {

	static final int MAX_CALL_ENTRIES = 512;

	static final int MAX_CALL_BYTES = 256 * 1024;

	/** With more than this waiting, the room's publishers wait, too. */
	private static final int MAX_WAITING_ENTRIES = 1024;

	private static final int MAX_WAITING_BYTES = 1024 * 1024;

	/** Publishers go on when this part of the bounds is free again. */
	private static final int RESUME_PART = 2;

	/** A room is busy if its last call had so many entries. */
	static final int BUSY_ENTRIES = 4;

	/** A call of so many entries waits for no more. */
	private static final int LARGE_CALL_ENTRIES = MAX_CALL_ENTRIES / 2;

	private final ArrayDeque<Queued> waiting = new ArrayDeque<>(4);

	private long bytes;

	private @Nullable Call current;

	private int lastEntries;

	void add(Queued entry) {
		this.waiting.add(entry);
		this.bytes += entry.bytes();
	}

	/**
	 * Puts entries back whose call was not carried out: they come before all others.
	 */
	void addFirst(List<Queued> entries) {
		for (int i = entries.size() - 1; i >= 0; i--) {
			this.waiting.addFirst(entries.get(i));
			this.bytes += entries.get(i).bytes();
		}
	}

	boolean isFull() {
		return isOver(1);
	}

	boolean isEased() {
		return !isOver(RESUME_PART);
	}

	private boolean isOver(int part) {
		return this.waiting.size() > MAX_WAITING_ENTRIES / part || this.bytes > MAX_WAITING_BYTES / part;
	}

	boolean isIdle() {
		return this.current == null && this.waiting.isEmpty();
	}

	/**
	 * Returns the call that is under way; null if there is none.
	 */
	@Nullable Call current() {
		return this.current;
	}

	/**
	 * Begins the next call.
	 * @param requests makes a request without entries
	 * @param epoch the epoch of the room's log; 0 if it is not known
	 * @return null if one is under way, or if nothing waits
	 */
	@Nullable Call begin(Supplier<PublishCall> requests, long epoch) {
		if (this.current != null || this.waiting.isEmpty()) {
			return null;
		}
		List<Queued> entries = new ArrayList<>();
		int size = 0;
		Queued next = this.waiting.peek();
		while (next != null && entries.size() < MAX_CALL_ENTRIES
				&& (entries.isEmpty() || size + next.bytes() <= MAX_CALL_BYTES)) {
			this.waiting.remove();
			entries.add(next);
			size += next.bytes();
			next = this.waiting.peek();
		}
		this.bytes -= size;
		this.current = new Call(requests.get(), epoch, entries);
		return this.current;
	}

	/**
	 * Ends the call that is under way.
	 */
	void end() {
		this.lastEntries = (this.current != null) ? this.current.entries().size() : 0;
		this.current = null;
	}

	/**
	 * Returns whether so much is published here that the next call should wait for more.
	 */
	boolean isBusy() {
		return this.lastEntries >= BUSY_ENTRIES;
	}

	/**
	 * Returns whether the next call is so large already that it should not wait.
	 */
	boolean isLarge() {
		return this.waiting.size() >= LARGE_CALL_ENTRIES;
	}

	/**
	 * Removes the entries that have waited for too long.
	 */
	List<Queued> expire(long now, long maxNanos) {
		List<Queued> expired = new ArrayList<>();
		Iterator<Queued> all = this.waiting.iterator();
		while (all.hasNext()) {
			Queued entry = all.next();
			if (entry.expires() && entry.ageNanos(now) > maxNanos) {
				all.remove();
				this.bytes -= entry.bytes();
				expired.add(entry);
			}
		}
		return expired;
	}

}
