package io.roomcast.fanout;

import java.util.List;

/**
 * What was said in one room, as far as it is kept, in two views of the same entries: the
 * live entries (messages and notices, by sequence), which subscribers are served from,
 * and the history (messages, by number), which clients that come back are served from. An
 * entry that is in both is charged to the history's budget. Not thread-safe: its room
 * guards it.
 */
final class RoomLog {

	// Sequences and numbers count up as long as the log lives. Positions do not: where
	// somebody else gives them, the log may have to go on from another branch, with other
	// messages at offsets that it had already. Then its history is replaced, so that at
	// any time it is contiguous, of one epoch, and ends at the position of the last
	// message: a position's number follows from its offset.

	/** The number of a position that is not known here. */
	static final long NOT_FOUND = -1;

	private final Limits limits;

	private final Budgets budgets;

	private final EntryRing live = new EntryRing(0);

	private final EntryRing history = new EntryRing(1);

	private final LiveMemory renderings;

	private long liveWeight;

	private long historyBytes;

	// Of the last message, of the one before the first that is kept, and of the last one
	// before the live entries.
	private Position end;

	private Position beforeHistory;

	private Position beforeLive;

	private long numberBeforeLive;

	private long branchStart;

	/**
	 * Makes an empty log.
	 * @param budgets are charged for the entries
	 * @param epoch tells it from the logs that the room had and will have
	 */
	RoomLog(Limits limits, Budgets budgets, long epoch) {
		this.limits = limits;
		this.budgets = budgets;
		this.renderings = new LiveMemory(budgets);
		this.end = new Position(epoch, 0, Position.NO_NONCE);
		this.beforeHistory = this.end;
		this.beforeLive = this.end;
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
		return this.end;
	}

	/**
	 * Returns the position of the message that comes next, as far as it is known.
	 */
	Position nextPosition() {
		return new Position(this.end.epoch(), this.end.offset() + 1, Position.NO_NONCE);
	}

	/**
	 * Returns the number of the last message, even if it is no longer kept.
	 */
	long lastNumber() {
		return this.history.head() - 1;
	}

	/**
	 * Returns the number of the oldest message in the history; if the history is empty,
	 * the number that the next message will get.
	 */
	long firstNumber() {
		return this.history.first();
	}

	Entry message(long number) {
		return this.history.get(number);
	}

	/**
	 * Returns the number of the last message before the live entries. To be called only
	 * when an entry was dropped from them.
	 */
	long numberBeforeLive() {
		return this.numberBeforeLive;
	}

	Position positionBeforeLive() {
		return this.beforeLive;
	}

	/**
	 * Returns the sequence of the first live entry that follows the history's branch. A
	 * subscriber that has yet to get earlier ones cannot go on from the history.
	 */
	long branchStart() {
		return this.branchStart;
	}

	/**
	 * Returns whether the history has all messages after a position.
	 */
	boolean canFollow(Position position) {
		return numberOf(position) != NOT_FOUND;
	}

	/**
	 * Returns the number of the message at a position, if all after it are kept, else
	 * {@link #NOT_FOUND}.
	 */
	long numberOf(Position position) {
		long number = numberAt(position.offset());
		boolean found = isWithin(position, this.end.offset()) && number >= firstNumber() - 1
				&& position.equals(positionOf(number));
		return found ? number : NOT_FOUND;
	}

	/**
	 * Returns whether a position may be that of a message before, in or next after the
	 * history.
	 */
	boolean isPlausible(Position position) {
		if (!isWithin(position, this.end.offset() + 1)) {
			return false;
		}
		long number = numberAt(position.offset());
		return position.nonce() == Position.NO_NONCE || number < firstNumber() || number > lastNumber()
				|| position.equals(positionOf(number));
	}

	private boolean isWithin(Position position, long lastOffset) {
		return position.epoch() == this.end.epoch() && position.offset() >= 0 && position.offset() <= lastOffset;
	}

	/**
	 * Returns the number that the message at an offset of this branch has, or had.
	 */
	long numberAt(long offset) {
		return lastNumber() - (this.end.offset() - offset);
	}

	/**
	 * Returns the position of a message in the history, or of the one before the first.
	 */
	Position positionOf(long number) {
		return (number == firstNumber() - 1) ? this.beforeHistory : this.history.get(number).position;
	}

	/**
	 * Returns the number of the last message that a subscriber does not get.
	 */
	long numberBefore(Start start) {
		if (start instanceof Start.After after) {
			long number = numberOf(after.position());
			return (number != NOT_FOUND) ? number : lastNumber();
		}
		if (start instanceof Start.Last last) {
			return Math.max(firstNumber() - 1, lastNumber() - last.count());
		}
		return lastNumber();
	}

	/**
	 * Adds a message, which goes into the history, too, or a notice, which does not.
	 */
	Entry append(Entry.Kind kind, long sender, Content content, long now) {
		Position position = (kind == Entry.Kind.MESSAGE) ? nextPosition() : this.end;
		return append(new Entry(kind, this.live.head(), position, sender, content, now), now);
	}

	/**
	 * Checks that messages are contiguous and follow the last one.
	 */
	void requireNext(List<Placed> messages) {
		requireContiguous(this.end, messages);
	}

	/**
	 * Checks that messages follow a position and one another.
	 * @return the position of the last of them
	 */
	private static Position requireContiguous(Position before, List<Placed> messages) {
		Position last = before;
		for (Placed message : messages) {
			Position next = message.position();
			if (next.epoch() != last.epoch() || next.offset() != last.offset() + 1) {
				throw new IllegalArgumentException(next + " does not follow " + last);
			}
			last = next;
		}
		return last;
	}

	/**
	 * Adds a message that got its position, which is the next one, from elsewhere.
	 */
	Entry accept(Placed message, long now) {
		return append(new Entry(Entry.Kind.MESSAGE, this.live.head(), message.position(), message.sender(),
				message.content(), message.at()), now);
	}

	private Entry append(Entry entry, long now) {
		this.live.add(entry);
		entry.inLive = true;
		entry.beginLive(this.renderings);
		this.liveWeight += entry.weight();
		if (entry.isMessage()) {
			remember(entry);
			trimHistory(now);
		}
		else {
			entry.number = lastNumber();
			this.budgets.live().add(entry.weight());
		}
		return entry;
	}

	private void remember(Entry message) {
		message.number = this.history.head();
		this.history.add(message);
		message.inHistory = true;
		this.historyBytes += message.size();
		this.budgets.history().add(message.weight());
		this.end = message.position;
	}

	/**
	 * Replaces the history. The messages must be contiguous.
	 * @param end the position of the last message, even if the history is empty
	 */
	void replaceHistory(List<Placed> messages, Position end, long now) {
		Position before = messages.isEmpty() ? end : before(messages.get(0).position());
		Position last = requireContiguous(before, messages);
		if (!last.equals(end)) {
			throw new IllegalArgumentException("the history ends at " + last + ", not at " + end);
		}
		dropHistory();
		this.end = end;
		this.beforeHistory = before;
		for (Placed message : messages) {
			remember(new Entry(Entry.Kind.MESSAGE, Entry.NOT_LIVE, message.position(), message.sender(),
					message.content(), message.at()));
		}
		trimHistory(now);
	}

	/**
	 * Returns what is known of the position before another one.
	 */
	private static Position before(Position position) {
		return new Position(position.epoch(), position.offset() - 1, Position.NO_NONCE);
	}

	/**
	 * Begins a branch: what is appended from now on follows the history as it is now,
	 * what was appended before need not.
	 */
	void beginBranch() {
		this.branchStart = this.live.head();
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
		this.beforeLive = dropped.position;
		this.numberBeforeLive = dropped.number;
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
		this.beforeHistory = dropped.position;
		if (dropped.inLive) {
			this.budgets.live().add(dropped.weight());
		}
		this.budgets.history().add(-dropped.weight());
	}

}
