package io.roomcast.fanout;

/**
 * The messages that one subscriber missed and is sent from the history before it goes on
 * live. Counts along while nothing is replayed, so that a replay can begin at any time.
 * Touched by the join, then by the room's pass only.
 */
final class Replay {

	private long nextOffset;

	private long lastOffset;

	private boolean underWay;

	/**
	 * Starts counting, with nothing to replay.
	 * @param nextOffset the offset of the first message that the subscriber has yet to
	 * get
	 */
	void startAt(long nextOffset) {
		this.nextOffset = nextOffset;
	}

	/**
	 * Begins to replay the messages after an offset; does nothing if there are none.
	 * @param last the offset of the last message to replay
	 */
	void begin(long after, long last) {
		if (after < last) {
			this.nextOffset = after + 1;
			this.lastOffset = last;
			this.underWay = true;
		}
	}

	boolean isUnderWay() {
		return this.underWay;
	}

	/**
	 * Returns the offset of the first message that the subscriber has yet to get.
	 */
	long nextOffset() {
		return this.nextOffset;
	}

	long lastOffset() {
		return this.lastOffset;
	}

	/**
	 * Notes that the subscriber got all messages before an offset, or never will.
	 */
	void moveTo(long offset) {
		this.nextOffset = offset;
		this.underWay &= offset <= this.lastOffset;
	}

}
