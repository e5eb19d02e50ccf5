package io.roomcast.fanout;

/**
 * What was said in one room, as far as it is kept, in two views of the same entries: the
 * live entries (messages and notices, by sequence), which subscribers are served from,
 * and the history (messages, by offset), which clients that come back are served from. An
 * entry that is in both is charged to the history's budget. Not thread-safe: its room
 * guards it.
 */
final class RoomLog {

	private final Limits limits;

	private final Budgets budgets;

	private final long epoch;

	private final EntryRing live = new EntryRing(0);

	private final EntryRing history = new EntryRing(1);

	private final LiveMemory renderings;

	private long liveWeight;

	private long historyBytes;

	/**
	 * Makes an empty log.
	 * @param budgets are charged for the entries
	 * @param epoch tells it from the logs that the room had and will have
	 */
	RoomLog(Limits limits, Budgets budgets, long epoch) {
		this.limits = limits;
		this.budgets = budgets;
		this.renderings = new LiveMemory(budgets);
		this.epoch = epoch;
	}

	/**
	 * Returns the sequence of the oldest live entry; {@link #head()} when there is none.
	 */
	long first() {
		return this.live.first();
	}

	/**
	 * Returns the sequence that the next entry will get.
	 */
	long head() {
		return this.live.head();
	}

	Entry get(long sequence) {
		return this.live.get(sequence);
	}

	int historySize() {
		return this.history.size();
	}

	/**
	 * Returns the position of the last message, even if it is no longer kept.
	 */
	Position position() {
		return new Position(this.epoch, lastOffset());
	}

	long lastOffset() {
		return this.history.head() - 1;
	}

	/**
	 * Returns the offset of the oldest message in the history; if the history is empty,
	 * the offset that the next message will get.
	 */
	long firstOffset() {
		return this.history.first();
	}

	Entry message(long offset) {
		return this.history.get(offset);
	}

	/**
	 * Returns the offset of the last message before the live entries.
	 */
	long offsetBeforeLive() {
		if (this.live.isEmpty()) {
			return lastOffset();
		}
		Entry oldest = this.live.get(this.live.first());
		return oldest.isMessage() ? oldest.position.offset() - 1 : oldest.position.offset();
	}

	/**
	 * Returns whether the history has all messages after a position.
	 */
	boolean canFollow(Position position) {
		return position.epoch() == this.epoch && position.offset() <= lastOffset()
				&& position.offset() + 1 >= firstOffset();
	}

	/**
	 * Returns the offset of the last message that a subscriber does not get.
	 */
	long offsetBefore(Start start) {
		if (start instanceof Start.After after && canFollow(after.position())) {
			return after.position().offset();
		}
		if (start instanceof Start.Last last) {
			return Math.max(firstOffset() - 1, lastOffset() - last.count());
		}
		return lastOffset();
	}

	/**
	 * Adds a message, which goes into the history, too, or a notice, which does not.
	 */
	Entry append(Entry.Kind kind, long sender, Content content, long now) {
		boolean message = kind == Entry.Kind.MESSAGE;
		Position position = new Position(this.epoch, message ? this.history.head() : lastOffset());
		Entry entry = new Entry(kind, this.live.head(), position, sender, content, now);
		this.live.add(entry);
		entry.inLive = true;
		entry.beginLive(this.renderings);
		this.liveWeight += entry.weight();
		if (message) {
			this.history.add(entry);
			entry.inHistory = true;
			this.historyBytes += entry.size();
			this.budgets.history().add(entry.weight());
			trimHistory(now);
		}
		else {
			this.budgets.live().add(entry.weight());
		}
		return entry;
	}

	/**
	 * Drops live entries that every subscriber was offered: those over the bounds if any
	 * subscriber lags, else all.
	 * @param passedOn the sequence of the first entry that was not offered to all
	 */
	void trimLive(long passedOn, boolean anyLags) {
		while (this.live.first() < passedOn && (!anyLags || isLiveFull())) {
			dropOldestEntry();
		}
	}

	/**
	 * Drops the older half of the live entries, as far as every subscriber was offered
	 * them.
	 * @return whether there was anything to drop
	 */
	boolean shortenLive(long passedOn) {
		long first = this.live.first();
		long half = liveBytes() / 2;
		while (this.live.first() < passedOn && liveBytes() > half) {
			dropOldestEntry();
		}
		return this.live.first() > first;
	}

	private boolean isLiveFull() {
		return this.live.size() > this.limits.logEntries() || liveBytes() > this.limits.logBytes()
				|| this.budgets.live().isExhausted();
	}

	/**
	 * Returns how many bytes of memory the live entries and their renderings take at
	 * most.
	 */
	long liveBytes() {
		return this.liveWeight + this.renderings.bytes();
	}

	private void dropOldestEntry() {
		Entry dropped = this.live.removeFirst();
		dropped.inLive = false;
		dropped.endLive();
		this.liveWeight -= dropped.weight();
		if (!dropped.inHistory) {
			this.budgets.live().add(-dropped.weight());
		}
	}

	/**
	 * Drops history that is over the bounds or too old.
	 */
	void trimHistory(long now) {
		while (!this.history.isEmpty() && isHistoryFull(now)) {
			dropOldestMessage();
		}
	}

	private boolean isHistoryFull(long now) {
		return this.history.size() > this.limits.historyEntries() || this.historyBytes > this.limits.historyBytes()
				|| now - this.history.get(this.history.first()).at > this.limits.historyTtl().toMillis()
				|| this.budgets.history().isExhausted();
	}

	/**
	 * Drops all history.
	 */
	void dropHistory() {
		while (!this.history.isEmpty()) {
			dropOldestMessage();
		}
	}

	private void dropOldestMessage() {
		Entry dropped = this.history.removeFirst();
		dropped.inHistory = false;
		this.historyBytes -= dropped.size();
		if (dropped.inLive) {
			this.budgets.live().add(dropped.weight());
		}
		this.budgets.history().add(-dropped.weight());
	}

}
