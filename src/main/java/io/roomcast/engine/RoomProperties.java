package io.roomcast.engine;

import java.time.Duration;

import io.roomcast.fanout.Limits;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of every room, and of all together.
 *
 * @param logEntries how many delivered entries a room keeps for slow clients
 * @param logSize how many bytes of them
 * @param lagEntries how far publishers may be ahead of the pump before they wait
 * @param lagSize the same in bytes
 * @param writeSize how many bytes go into one write to a socket
 * @param noticesUpTo in a room of more members than this, nobody is told who comes and
 * goes
 * @param historySize how many messages a room keeps for those who come back
 * @param historyBytes how many bytes of them
 * @param historyTtl how long it keeps them
 * @param historyBudget how much memory the histories of all rooms may take together; 64
 * MB, or an eighth of the heap if that is less, unless given
 * @param liveBudget the same for what all rooms keep for slow clients
 * @param pumpThreads how many threads deliver; 0 is one per processor
 */
@ConfigurationProperties("roomcast.room")
record RoomProperties(@DefaultValue("4096") int logEntries, @DefaultValue("4MB") DataSize logSize,
		@DefaultValue("1024") int lagEntries, @DefaultValue("1MB") DataSize lagSize,
		@DefaultValue("256KB") DataSize writeSize, @DefaultValue("1000") int noticesUpTo,
		@DefaultValue("1000") int historySize, @DefaultValue("256KB") DataSize historyBytes,
		@DefaultValue("10m") Duration historyTtl, @Nullable DataSize historyBudget, @Nullable DataSize liveBudget,
		@DefaultValue("0") int pumpThreads) {

	private static final int MAX_PUMP_THREADS = 256;

	private static final DataSize MAX_SIZE = DataSize.ofMegabytes(1024);

	private static final Duration MAX_TTL = Duration.ofDays(365);

	RoomProperties {
		requireCount("log-entries", logEntries, 1);
		requireCount("lag-entries", lagEntries, 1);
		requireCount("notices-up-to", noticesUpTo, 0);
		requireCount("history-size", historySize, 0);
		requireSize("log-size", logSize, 1);
		requireSize("lag-size", lagSize, 1);
		requireSize("write-size", writeSize, 1);
		requireSize("history-bytes", historyBytes, 0);
		if (historyTtl.isNegative() || historyTtl.compareTo(MAX_TTL) > 0) {
			throw new IllegalArgumentException(
					"roomcast.room.history-ttl is " + historyTtl.toMillis() + "ms, must be 0s to 365d");
		}
		Memory.requireBudget("roomcast.room.history-budget", historyBudget);
		Memory.requireBudget("roomcast.room.live-budget", liveBudget);
		if (pumpThreads < 0 || pumpThreads > MAX_PUMP_THREADS) {
			throw new IllegalArgumentException(
					"roomcast.room.pump-threads is " + pumpThreads + ", must be 0 to " + MAX_PUMP_THREADS);
		}
	}

	/**
	 * The bounds with that of single clients.
	 */
	Limits limits(ClientMemoryProperties clients) {
		return new Limits(this.logEntries, (int) this.logSize.toBytes(), this.lagEntries, (int) this.lagSize.toBytes(),
				(int) this.writeSize.toBytes(), this.noticesUpTo, this.historySize, (int) this.historyBytes.toBytes(),
				this.historyTtl, Memory.budget(this.historyBudget), Memory.budget(this.liveBudget),
				Memory.budget(clients.memoryBudget()));
	}

	private static void requireCount(String key, int value, int least) {
		if (value < least) {
			throw new IllegalArgumentException("roomcast.room." + key + " is " + value + ", must be at least " + least);
		}
	}

	private static void requireSize(String key, DataSize value, int least) {
		if (value.toBytes() < least || value.compareTo(MAX_SIZE) > 0) {
			throw new IllegalArgumentException("roomcast.room." + key + " is " + value + ", must be " + least + "B to "
					+ MAX_SIZE.toMegabytes() + "MB");
		}
	}

}
