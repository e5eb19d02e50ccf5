package io.roomcast.engine;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.roomcast.fanout.Limits;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of every room.
 *
 * @param logEntries How many delivered entries a room keeps for slow clients.
 * @param logSize How many bytes of memory the delivered entries of a room may take that
 * it keeps for slow clients, with the frames made of them.
 * @param lagEntries How many entries the publishers of a room may be ahead of its
 * deliveries before they are made to wait.
 * @param lagSize How many bytes the publishers of a room may be ahead of its deliveries
 * before they are made to wait.
 * @param writeSize How many bytes go into one write to a socket. A larger entry is
 * written alone.
 * @param noticesUpTo Largest number of clients in a room with which they are told who
 * joins and leaves.
 * @param historyEntries How many messages a room keeps as history.
 * @param historySize How many bytes of memory the messages may take that a room keeps as
 * history.
 * @param historyTtl How long a room keeps a message as history.
 * @param pumpThreads How many threads deliver; 0 for one per processor.
 */
@ConfigurationProperties("roomcast.room")
record RoomProperties(@DefaultValue("4096") int logEntries, @DefaultValue("4MB") DataSize logSize,
		@DefaultValue("1024") int lagEntries, @DefaultValue("1MB") DataSize lagSize,
		@DefaultValue("256KB") DataSize writeSize, @DefaultValue("1000") int noticesUpTo,
		@DefaultValue("1000") int historyEntries, @DefaultValue("256KB") DataSize historySize,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10m") Duration historyTtl,
		@DefaultValue("0") int pumpThreads) {

	private static final String PREFIX = "roomcast.room.";

	private static final int MAX_PUMP_THREADS = 256;

	private static final DataSize MAX_SIZE = DataSize.ofMegabytes(1024);

	private static final Duration MAX_TTL = Duration.ofDays(365);

	RoomProperties {
		requireCount("log-entries", logEntries, 1);
		requireCount("lag-entries", lagEntries, 1);
		requireCount("notices-up-to", noticesUpTo, 0);
		requireCount("history-entries", historyEntries, 0);
		requireSize("log-size", logSize, 1);
		requireSize("lag-size", lagSize, 1);
		requireSize("write-size", writeSize, 1);
		requireSize("history-size", historySize, 0);
		if (historyTtl.isNegative() || historyTtl.compareTo(MAX_TTL) > 0) {
			throw new IllegalArgumentException(
					PREFIX + "history-ttl is " + historyTtl.toMillis() + "ms, must be 0s to 365d");
		}
		if (pumpThreads < 0 || pumpThreads > MAX_PUMP_THREADS) {
			throw new IllegalArgumentException(
					PREFIX + "pump-threads is " + pumpThreads + ", must be 0 to " + MAX_PUMP_THREADS);
		}
	}

	/**
	 * Returns the bounds together with those of all rooms. A bound of one room that is
	 * over the budget of all rooms is refused.
	 */
	Limits limits(MemoryProperties memory) {
		requireWithin("history-size", this.historySize, "history-budget", memory.historyBudget());
		requireWithin("log-size", this.logSize, "live-budget", memory.liveBudget());
		return new Limits(this.logEntries, (int) this.logSize.toBytes(), this.lagEntries, (int) this.lagSize.toBytes(),
				(int) this.writeSize.toBytes(), this.noticesUpTo, this.historyEntries, (int) this.historySize.toBytes(),
				this.historyTtl, memory.historyBytes(), memory.liveBytes(), memory.clientBytes(), Integer.MAX_VALUE);
	}

	private static void requireWithin(String key, DataSize value, String budgetKey, @Nullable DataSize budget) {
		if (budget != null && value.compareTo(budget) > 0) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + key, value,
					"it is more than all rooms may take together, roomcast.memory." + budgetKey + " is " + budget);
		}
	}

	private static void requireCount(String key, int value, int least) {
		if (value < least) {
			throw new IllegalArgumentException(PREFIX + key + " is " + value + ", must be at least " + least);
		}
	}

	private static void requireSize(String key, DataSize value, int least) {
		if (value.toBytes() < least || value.compareTo(MAX_SIZE) > 0) {
			throw new IllegalArgumentException(
					PREFIX + key + " is " + value + ", must be " + least + "B to " + MAX_SIZE.toMegabytes() + "MB");
		}
	}

}
