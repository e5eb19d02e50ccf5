package io.roomcast.fanout;

/**
 * The messages that one subscriber missed and is sent from the history before it goes on
 * live. Counts along while nothing is replayed, so that a replay can begin at any time.
 * Counts in numbers, as offsets begin anew when the log is replaced; keeps the positions
 * that the client may have to be told. Touched by the join, then by the room's pass only.
 */
final class Replay {

	private static final Position UNKNOWN = new Position(0, 0, Position.NO_NONCE);

	private long nextNumber;

	private Position reached = UNKNOWN;

	private long lastNumber;

	private Position end = UNKNOWN;

	private boolean underWay;

	/**
	 * Starts counting, with nothing to replay.
	 * @param number the number of the last message that the subscriber does not get
	 */
	void startAfter(long number, Position position) {
		this.nextNumber = number + 1;
		this.reached = position;
	}

	/**
	 * Begins to replay the messages that the subscriber has yet to get; does nothing if
	 * there are none.
	 * @param last the number of the last message to replay
	 */
	void beginTo(long last, Position end) {
		if (this.nextNumber <= last) {
			this.lastNumber = last;
			this.end = end;
			this.underWay = true;
		}
	}

	boolean isUnderWay() {
		return this.underWay;
	}

	/**
	 * Returns the number of the first message that the subscriber has yet to get.
	 */
	long nextNumber() {
		return this.nextNumber;
	}

	/**
	 * Returns the position of the last message that the subscriber has got, or never will
	 * get.
	 */
	Position reached() {
		return this.reached;
	}

	long lastNumber() {
		return this.lastNumber;
	}

	/**
	 * Returns the position of the last message to replay.
	 */
	Position end() {
		return this.end;
	}

	/**
	 * Notes that the subscriber got all messages before a number, or never will.
	 * @param position the position of the last of them
	 */
	void moveTo(long number, Position position) {
		this.nextNumber = number;
		this.reached = position;
		if (this.underWay && number > this.lastNumber) {
			this.underWay = false;
			this.end = UNKNOWN;
		}
	}

}
