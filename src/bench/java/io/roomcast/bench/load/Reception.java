package io.roomcast.bench.load;

/**
 * Which messages of each sender in the room one client has got.
 */
final class Reception {

	private final int[] next;

	// Bit n: the message n before the last one has come.
	private final long[] seen;

	Reception(int senders) {
		this.next = new int[senders];
		this.seen = new long[senders];
	}

	/**
	 * Notes a message.
	 * @return whether it has come for the first time
	 */
	boolean note(int sender, int number, Score score) {
		if (number == this.next[sender]) {
			this.next[sender]++;
			this.seen[sender] = (this.seen[sender] << 1) | 1;
			return true;
		}
		int ahead = number - this.next[sender];
		return (ahead > 0) ? skip(sender, ahead) : isLate(sender, -ahead - 1, score);
	}

	private boolean skip(int sender, int skipped) {
		this.next[sender] += skipped + 1;
		this.seen[sender] = (skipped < Long.SIZE - 1) ? (this.seen[sender] << (skipped + 1)) | 1 : 1;
		return true;
	}

	private boolean isLate(int sender, int behind, Score score) {
		long bit = (behind < Long.SIZE) ? 1L << behind : 0;
		if ((this.seen[sender] & bit) == bit) {
			score.repeated();
			return false;
		}
		this.seen[sender] |= bit;
		score.disordered();
		return true;
	}

}
