package io.roomcast.ws;

/**
 * Checks that a text which comes in parts is UTF-8 (RFC 3629 section 4). A part may end
 * within a character. Touched by one thread at a time.
 */
final class Utf8Check {

	private static final int FIRST_CONTINUATION = 0x80;

	private static final int LAST_CONTINUATION = 0xBF;

	/** How many bytes of the last character are yet to come. */
	private int missing;

	// The next of them, which for the second byte of some characters has a narrower
	// range:
	// without it there would be two ways to write a character, surrogates, or characters
	// after the last one of Unicode.

	private int least;

	private int most;

	/**
	 * Checks the next part of the text.
	 * @return the index of the first byte that no character can have there, or -1
	 */
	int firstBad(byte[] bytes, int from, int to) {
		for (int i = from; i < to; i++) {
			int unit = bytes[i];
			if ((unit < 0 || this.missing > 0) && !accept(unit & 0xFF)) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Returns whether the text may end here.
	 */
	boolean isComplete() {
		return this.missing == 0;
	}

	private boolean accept(int unit) {
		if (this.missing == 0) {
			return begin(unit);
		}
		if (unit < this.least || unit > this.most) {
			return false;
		}
		expect(this.missing - 1, FIRST_CONTINUATION, LAST_CONTINUATION);
		return true;
	}

	private boolean begin(int unit) {
		if (unit < 0xC2 || unit > 0xF4) {
			return false;
		}
		switch (unit) {
			case 0xE0 -> expect(2, 0xA0, LAST_CONTINUATION);
			case 0xED -> expect(2, FIRST_CONTINUATION, 0x9F);
			case 0xF0 -> expect(3, 0x90, LAST_CONTINUATION);
			case 0xF4 -> expect(3, FIRST_CONTINUATION, 0x8F);
			default -> expect((unit < 0xE0) ? 1 : (unit < 0xF0) ? 2 : 3, FIRST_CONTINUATION, LAST_CONTINUATION);
		}
		return true;
	}

	private void expect(int count, int first, int last) {
		this.missing = count;
		this.least = first;
		this.most = last;
	}

}
