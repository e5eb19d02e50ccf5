package io.roomcast.fanout;

/**
 * What was said in one room, as far as it is kept, in two views of the same entries: the
 * live tail (messages and notices, by sequence), which subscribers are served from, and
 * the history (messages, by offset), for those who come back. An entry is put down to the
 * history's budget while it is in both. Not thread-safe: its room guards it.
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
	 * @param budgets what its entries weigh is put down to them
	 * @param epoch tells it from the logs that the room had and will have
	 */
	RoomLog(Limits limits, Budgets budgets, long epoch) {
		this.limits = limits;
		this.budgets = budgets;
		this.renderings = new LiveMemory(budgets);
		this.epoch = epoch;
	}

	/**
	 * The sequence of the oldest live entry; {@link #head()} when there is none.
	 */
	long first() {
		return this.live.first();
	}

	/**
	 * The sequence that the next entry will get.
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
	 * The position of the last message, forgotten or not.
	 */
	Position position() {
		return new Position(this.epoch, lastOffset());
	}

	long lastOffset() {
		return this.history.head() - 1;
	}

	/**
	 * The offset of the oldest message that is still here; one more than the last if none
	 * is.
	 */
	long firstOffset() {
		return this.history.first();
	}

	Entry message(long offset) {
		return this.history.get(offset);
	}

	/**
	 * The offset of the last message before the live entries.
	 */
	long offsetBeforeLive() {
		if (this.live.isEmpty()) {
			return lastOffset();
		}
		Entry oldest = this.live.get(this.live.first());
		return oldest.isMessage() ? oldest.position.offset() - 1 : oldest.position.offset();
	}

	/**
	 * Whether all messages after a position are still here.
	 */
	boolean canFollow(Position position) {
		return position.epoch() == this.epoch && position.offset() <= lastOffset() && position.offset() + 1 >= firstOffset();
	}

	/**
	 * Adds a message, which is kept as history, or a notice, which is not.
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
	 * Forgets live entries that all have been offered: those over the bounds if somebody
	 * is still behind, else all.
	 */
	void trimLive(long passedOn, boolean somebodyBehind) {
		while (this.live.first() < passedOn && (!somebodyBehind || isLiveFull())) {
			forgetOldestEntry();
		}
	}

	/**
	 * Forgets the older half of the live entries, as far as they all have been offered.
	 * @return whether there was anything to forget
	 */
	boolean shortenLive(long passedOn) {
		long first = this.live.first();
		long half = liveBytes() / 2;
		while (this.live.first() < passedOn && liveBytes() > half) {
			forgetOldestEntry();
		}
		return this.live.first() > first;
	}

	private boolean isLiveFull() {
		return this.live.size() > this.limits.logEntries() || liveBytes() > this.limits.logBytes()
				|| this.budgets.live().isExhausted();
	}

	/**
	 * How many bytes of memory the live entries and their renderings take, at the most.
	 */
	long liveBytes() {
		return this.liveWeight + this.renderings.bytes();
	}

	private void forgetOldestEntry() {
		Entry forgotten = this.live.removeFirst();
		forgotten.inLive = false;
		forgotten.endLive();
		this.liveWeight -= forgotten.weight();
		if (!forgotten.inHistory) {
			this.budgets.live().add(-forgotten.weight());
		}
	}

	/**
	 * Forgets history that is over the bounds or too old.
	 */
	void trimHistory(long now) {
		while (!this.history.isEmpty() && isHistoryFull(now)) {
			forgetOldestMessage();
		}
	}

	private boolean isHistoryFull(long now) {
		return this.history.size() > this.limits.historyEntries() || this.historyBytes > this.limits.historyBytes()
				|| now - this.history.get(this.history.first()).at > this.limits.historyTtl().toMillis()
				|| this.budgets.history().isExhausted();
	}

	/**
	 * Forgets all history.
	 */
	void clearHistory() {
		while (!this.history.isEmpty()) {
			forgetOldestMessage();
		}
	}

	private void forgetOldestMessage() {
		Entry forgotten = this.history.removeFirst();
		forgotten.inHistory = false;
		this.historyBytes -= forgotten.size();
		if (forgotten.inLive) {
			this.budgets.live().add(forgotten.weight());
		}
		this.budgets.history().add(-forgotten.weight());
	}

}
