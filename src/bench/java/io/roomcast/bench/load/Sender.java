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

	private final Score score;

	private final int slot;

	private final long[] dueAt = new long[KEPT];

	private final int[] missing = new int[KEPT];

	private final byte[] text = new byte[Text.BYTES];

	private byte[] prefix = {};

	private int said;

	Sender(Connection connection, Room room, Score score) {
		this.connection = connection;
		this.room = room;
		this.score = score;
		this.slot = room.senders();
	}

	/**
	 * Must follow the welcome, which brings the name.
	 */
	void introduce() {
		this.prefix = (this.connection.name() + ": ").getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Says the next message.
	 * @param due from when its latency counts
	 */
	void say(long due) {
		int place = place(this.said);
		this.dueAt[place] = due;
		this.missing[place] = this.room.members();
		this.score.expect(this.room.members());
		Text.write(this.text, 0, this.slot, this.said);
		this.said++;
		this.connection.send(Frames.masked(Frames.TEXT, this.text));
	}

	boolean hasSaid(int number) {
		return number >= 0 && number < this.said;
	}

	/**
	 * Whether a message carries the name that the receiver must see.
	 */
	boolean isNamed(Connection receiver, byte[] bytes, int from, int to) {
		byte[] expected = receiver.equals(this.connection) ? OWN : this.prefix;
		return Arrays.equals(bytes, from, to, expected, 0, expected.length);
	}

	long dueAt(int number) {
		return this.dueAt[place(number)];
	}

	/**
	 * Notes that a message has reached one more client.
	 * @return whether that was the last one
	 */
	boolean arrived(int number) {
		return --this.missing[place(number)] == 0;
	}

	private static int place(int number) {
		return number & (KEPT - 1);
	}

}
