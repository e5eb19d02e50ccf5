package io.roomcast.limit;

import java.lang.management.ManagementFactory;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * For how many connections this process has file descriptors, by those that are free now.
 * Any thread may call.
 */
public final class FileDescriptors {

	/** For other things than connections. */
	private static final int SPARE = 64;

	private static final int SPARE_PER_PROCESSOR = 8;

	/** One part of so many of the connections is for requests and for refusals. */
	private static final int RESERVED_PART = 10;

	private static final int MIN_RESERVED = 16;

	private static final int MAX_RESERVED = 1000;

	private FileDescriptors() {
	}

	/**
	 * Returns how many connections there may be of any kind.
	 */
	public static int forConnections() {
		if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
			long spare = SPARE + (long) SPARE_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
			long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - spare;
			return (int) Math.max(1, Math.min(free, Integer.MAX_VALUE));
		}
		return Integer.MAX_VALUE;
	}

	/**
	 * Returns how many of them may be those of clients and listeners: fewer, so that one
	 * more can connect to be told that it is one too many.
	 */
	static int forClients() {
		return forClients(forConnections());
	}

	static int forClients(int connections) {
		return Math.max(1, connections - reserved(connections));
	}

	/**
	 * Returns how many connections are left for requests and refusals.
	 */
	static int reserved(int connections) {
		return Math.max(MIN_RESERVED, Math.min(connections / RESERVED_PART, MAX_RESERVED));
	}

}
