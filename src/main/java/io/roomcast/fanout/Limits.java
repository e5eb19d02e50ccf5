package io.roomcast.fanout;

import java.time.Duration;

/**
 * The bounds of every room, and of all rooms together.
 *
 * @param logEntries how many delivered entries a room keeps for slow subscribers
 * @param logBytes how many bytes of memory they may take
 * @param lagEntries how many entries publishers may be ahead of the pump before they wait
 * @param lagBytes how many bytes publishers may be ahead of the pump before they wait
 * @param writeBytes how many bytes one write to a socket is made of; a larger entry is
 * written alone
 * @param noticesUpTo the largest number of subscribers in a room with which they are told
 * who joins and leaves
 * @param historyEntries how many messages a room keeps as history
 * @param historyBytes how many bytes of memory they may take
 * @param historyTtl how long it keeps them
 * @param historyBudget how much memory the histories of all rooms may take together
 * @param liveBudget how much memory the live entries of all rooms may take together
 * @param clientBudget how much memory may be held for single subscribers, all together
 * @param rooms how many rooms there may be
 */
public record Limits(int logEntries, int logBytes, int lagEntries, int lagBytes, int writeBytes, int noticesUpTo,
		int historyEntries, int historyBytes, Duration historyTtl, long historyBudget, long liveBudget,
		long clientBudget, int rooms) {

	private static final int KIB = 1024;

	private static final long BUDGET = 64L * KIB * KIB;

	private static final Limits DEFAULTS = new Limits(4096, 4096 * KIB, 1024, 1024 * KIB, 256 * KIB, 1000, 1000,
			256 * KIB, Duration.ofMinutes(10), BUDGET, BUDGET, BUDGET, Integer.MAX_VALUE);

	public Limits {
		requirePositive("logEntries", logEntries);
		requirePositive("logBytes", logBytes);
		requirePositive("lagEntries", lagEntries);
		requirePositive("lagBytes", lagBytes);
		requirePositive("writeBytes", writeBytes);
		requirePositive("rooms", rooms);
	}

	public static Limits defaults() {
		return DEFAULTS;
	}

	public Limits withLog(int entries, int bytes) {
		return new Limits(entries, bytes, this.lagEntries, this.lagBytes, this.writeBytes, this.noticesUpTo,
				this.historyEntries, this.historyBytes, this.historyTtl, this.historyBudget, this.liveBudget,
				this.clientBudget, this.rooms);
	}

	public Limits withLag(int entries, int bytes) {
		return new Limits(this.logEntries, this.logBytes, entries, bytes, this.writeBytes, this.noticesUpTo,
				this.historyEntries, this.historyBytes, this.historyTtl, this.historyBudget, this.liveBudget,
				this.clientBudget, this.rooms);
	}

	public Limits withWriteBytes(int bytes) {
		return new Limits(this.logEntries, this.logBytes, this.lagEntries, this.lagBytes, bytes, this.noticesUpTo,
				this.historyEntries, this.historyBytes, this.historyTtl, this.historyBudget, this.liveBudget,
				this.clientBudget, this.rooms);
	}

	public Limits withNoticesUpTo(int subscribers) {
		return new Limits(this.logEntries, this.logBytes, this.lagEntries, this.lagBytes, this.writeBytes, subscribers,
				this.historyEntries, this.historyBytes, this.historyTtl, this.historyBudget, this.liveBudget,
				this.clientBudget, this.rooms);
	}

	public Limits withHistory(int entries, int bytes, Duration ttl) {
		return new Limits(this.logEntries, this.logBytes, this.lagEntries, this.lagBytes, this.writeBytes,
				this.noticesUpTo, entries, bytes, ttl, this.historyBudget, this.liveBudget, this.clientBudget,
				this.rooms);
	}

	public Limits withBudgets(long history, long live, long client) {
		return new Limits(this.logEntries, this.logBytes, this.lagEntries, this.lagBytes, this.writeBytes,
				this.noticesUpTo, this.historyEntries, this.historyBytes, this.historyTtl, history, live, client,
				this.rooms);
	}

	public Limits withRooms(int rooms) {
		return new Limits(this.logEntries, this.logBytes, this.lagEntries, this.lagBytes, this.writeBytes,
				this.noticesUpTo, this.historyEntries, this.historyBytes, this.historyTtl, this.historyBudget,
				this.liveBudget, this.clientBudget, rooms);
	}

	private static void requirePositive(String name, int value) {
		if (value < 1) {
			throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
		}
	}

}
