package io.roomcast.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A client that says something: numbers its messages and knows which are still under way.
 */
final class Sender {

	/**
	 * Messages that may be under way: far more than any window, and minutes of an open
	 * loop.
	 */
	private static final int KEPT = 1 << 14;

	private static final byte[] OWN = "echo: ".getBytes(StandardCharsets.US_ASCII);

	private final Connection connection;

	private final Room room;

	private final Measurement measurement;

	private final int slot;

	private final long[] dueAt = new long[KEPT];

	private final int[] missing = new int[KEPT];

	private byte[] prefix = {};

	private int said;

	Sender(Connection connection, Room room, Measurement measurement) {
		this.connection = connection;
		this.room = room;
		this.measurement = measurement;
		this.slot = room.senders();
	}

	/**
	 * Takes the name that the welcome has brought.
	 */
	void introduce() {
		this.prefix = (this.connection.name() + ": ").getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Says the next message.
	 * @param due from when its latency counts
	 */
	void say(long due) {
		this.dueAt[index(this.said)] = due;
		this.missing[index(this.said)] = this.room.members();
		this.measurement.expect(this.room.members());
		byte[] text = Wire.text(this.slot, this.said);
		this.said++;
		this.connection.send(Wire.frame(Wire.TEXT, text));
	}

	boolean hasSaid(int number) {
		return number >= 0 && number < this.said;
	}

	/**
	 * Returns whether a message carries the name that the receiver must see.
	 */
	boolean isNamed(Connection receiver, byte[] bytes, int from, int to) {
		byte[] expected = receiver.equals(this.connection) ? OWN : this.prefix;
		return Arrays.equals(bytes, from, to, expected, 0, expected.length);
	}

	long dueAt(int number) {
		return this.dueAt[index(number)];
	}

	/**
	 * Notes that a message has reached one more client.
	 * @return whether that was the last one
	 */
	boolean arrived(int number) {
		return --this.missing[index(number)] == 0;
	}

	private static int index(int number) {
		return number & (KEPT - 1);
	}

}
