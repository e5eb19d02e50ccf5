package io.roomcast.fanout;

/**
 * What was said in one room, as far as it is kept, in two views of the same entries: the
 * live tail (messages and notices, by sequence), which subscribers are served from, and
 * the history (messages, by offset), for those who come back. An entry weighs once,
 * however many views it is in. Not thread-safe: its room guards it.
 */
final class RoomLog {

	private final Limits limits;

	private final Budget budget;

	private final long epoch;

	private final EntryRing live = new EntryRing(0);

	private final EntryRing history = new EntryRing(1);

	private long liveBytes;

	private long historyBytes;

	/**
	 * Makes an empty log.
	 * @param budget what its entries weigh is put down to
	 * @param epoch tells it from the logs that the room had and will have
	 */
	RoomLog(Limits limits, Budget budget, long epoch) {
		this.limits = limits;
		this.budget = budget;
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
	 * The place of the last message, forgotten or not.
	 */
	Mark mark() {
		return new Mark(this.epoch, lastOffset());
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
		return oldest.isMessage() ? oldest.mark.offset() - 1 : oldest.mark.offset();
	}

	/**
	 * Whether all messages behind a mark are still here.
	 */
	boolean canFollow(Mark mark) {
		return mark.epoch() == this.epoch && mark.offset() <= lastOffset() && mark.offset() + 1 >= firstOffset();
	}

	/**
	 * Adds a message, which is kept as history, or a notice, which is not.
	 */
	Entry append(Entry.Kind kind, long sender, Content content, long now) {
		boolean message = kind == Entry.Kind.MESSAGE;
		Mark mark = new Mark(this.epoch, message ? this.history.head() : lastOffset());
		Entry entry = new Entry(kind, this.live.head(), mark, sender, content, now);
		this.live.add(entry);
		this.liveBytes += entry.size();
		hold(entry);
		if (message) {
			this.history.add(entry);
			this.historyBytes += entry.size();
			hold(entry);
			trimHistory(now);
		}
		return entry;
	}

	/**
	 * Forgets live entries that all have been offered: those over the bounds if somebody
	 * is still behind, else all.
	 */
	void trimLive(long passedOn, boolean somebodyBehind) {
		while (this.live.first() < passedOn && (!somebodyBehind || isLiveFull())) {
			Entry forgotten = this.live.removeFirst();
			this.liveBytes -= forgotten.size();
			release(forgotten);
		}
	}

	private boolean isLiveFull() {
		return this.live.size() > this.limits.logEntries() || this.liveBytes > this.limits.logBytes();
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
				|| now - this.history.get(this.history.first()).at > this.limits.historyTtl().toMillis();
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
		this.historyBytes -= forgotten.size();
		release(forgotten);
	}

	private void hold(Entry entry) {
		if (entry.holders++ == 0) {
			this.budget.add(entry.weight());
		}
	}

	private void release(Entry entry) {
		if (--entry.holders == 0) {
			this.budget.add(-entry.weight());
		}
	}

}
