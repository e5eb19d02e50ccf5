package io.roomcast.engine;

import io.roomcast.fanout.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of every room.
 *
 * @param logEntries how many delivered entries a room keeps for slow clients
 * @param logSize how many bytes of them
 * @param lagEntries how far publishers may be ahead of the pump before they wait
 * @param lagSize the same in bytes
 * @param writeSize how many bytes go into one write to a socket
 * @param pumpThreads how many threads deliver; 0 is one per processor
 */
@ConfigurationProperties("roomcast.room")
record RoomProperties(@DefaultValue("4096") int logEntries, @DefaultValue("1MB") DataSize logSize,
		@DefaultValue("1024") int lagEntries, @DefaultValue("1MB") DataSize lagSize,
		@DefaultValue("256KB") DataSize writeSize, @DefaultValue("0") int pumpThreads) {

	private static final int MAX_PUMP_THREADS = 256;

	private static final DataSize MAX_SIZE = DataSize.ofMegabytes(1024);

	RoomProperties {
		requireCount("log-entries", logEntries);
		requireCount("lag-entries", lagEntries);
		requireSize("log-size", logSize);
		requireSize("lag-size", lagSize);
		requireSize("write-size", writeSize);
		if (pumpThreads < 0 || pumpThreads > MAX_PUMP_THREADS) {
			throw new IllegalArgumentException(
					"roomcast.room.pump-threads is " + pumpThreads + ", must be 0 to " + MAX_PUMP_THREADS);
		}
	}

	Limits limits() {
		return new Limits(this.logEntries, (int) this.logSize.toBytes(), this.lagEntries, (int) this.lagSize.toBytes(),
				(int) this.writeSize.toBytes());
	}

	private static void requireCount(String key, int value) {
		if (value < 1) {
			throw new IllegalArgumentException("roomcast.room." + key + " is " + value + ", must be at least 1");
		}
	}

	private static void requireSize(String key, DataSize value) {
		if (value.toBytes() < 1 || value.compareTo(MAX_SIZE) > 0) {
			throw new IllegalArgumentException(
					"roomcast.room." + key + " is " + value + ", must be 1B to " + MAX_SIZE.toMegabytes() + "MB");
		}
	}

}
