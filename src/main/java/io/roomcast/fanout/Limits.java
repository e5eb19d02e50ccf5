package io.roomcast.fanout;

/**
 * The bounds of every room.
 *
 * @param logEntries how many delivered entries a room keeps for slow subscribers
 * @param logBytes how many bytes of them
 * @param lagEntries how many entries publishers may be ahead of the pump before they wait
 * @param lagBytes how many bytes
 * @param writeBytes how many bytes one write to a socket is made of; a larger entry is
 * written alone
 */
public record Limits(int logEntries, int logBytes, int lagEntries, int lagBytes, int writeBytes) {

	private static final int KIB = 1024;

	public Limits {
		requirePositive("logEntries", logEntries);
		requirePositive("logBytes", logBytes);
		requirePositive("lagEntries", lagEntries);
		requirePositive("lagBytes", lagBytes);
		requirePositive("writeBytes", writeBytes);
	}

	public static Limits defaults() {
		return new Limits(4096, 1024 * KIB, 1024, 1024 * KIB, 256 * KIB);
	}

	private static void requirePositive(String name, int value) {
		if (value < 1) {
			throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
		}
	}

}
