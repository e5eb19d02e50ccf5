package io.roomcast.engine.redis;

/**
 * What Redis has made of a batch, and of its room by it.
 *
 * @param node the id of the node that sent it
 * @param number its number among those of that node in the room
 * @param batch its number among the published ones of the room; that of the one before if
 * it was not published, as nothing in it was to be told
 * @param nonce the nonce of that published batch
 * @param previousNonce the nonce of the one before
 * @param firstOffset the offset of its first message, or of the next one if it has none
 * @param messageNonceBefore the nonce of the last message before it; 0 for none
 * @param at Redis' time, in milliseconds since 1970, UTC
 * @param presence the version of presence after it
 * @param clients how many clients are in the room after it
 * @param statuses what became of each entry
 */
record BatchHeader(String node, long number, long epoch, long batch, long nonce, long previousNonce, long firstOffset,
		long messageNonceBefore, long at, long presence, int clients, String statuses) {

	private static final int FIELDS = 13;

	/**
	 * Returns the header that a line holds after the frame's kind.
	 * @throws IllegalArgumentException if it does not
	 */
	static BatchHeader parse(String line) {
		String[] fields = line.split(" ", -1);
		if (fields.length != FIELDS) {
			throw new IllegalArgumentException("a header has " + fields.length + " fields, must have " + FIELDS);
		}
		return new BatchHeader(fields[1], Long.parseLong(fields[2]), Long.parseLong(fields[3]),
				Long.parseLong(fields[4]), Long.parseLong(fields[5]), Long.parseLong(fields[6]),
				Long.parseLong(fields[7]), Long.parseLong(fields[8]), Long.parseLong(fields[9]),
				Long.parseLong(fields[10]), Integer.parseInt(fields[11]), fields[12]);
	}

	/**
	 * Returns how many messages it has.
	 */
	int messages() {
		int messages = 0;
		for (int i = 0; i < this.statuses.length(); i++) {
			if (status(i) == EntryStatus.PLACED) {
				messages++;
			}
		}
		return messages;
	}

	/**
	 * Returns how many entries it has, those included of which nobody is told.
	 */
	int entries() {
		return this.statuses.length();
	}

	EntryStatus status(int entry) {
		return EntryStatus.of(this.statuses.charAt(entry));
	}

	/**
	 * Returns the offset of the last message after it.
	 */
	long lastOffset() {
		return this.firstOffset - 1 + messages();
	}

	/**
	 * Returns the nonce of the last message after it; 0 for none.
	 */
	long lastMessageNonce() {
		return (messages() > 0) ? this.nonce : this.messageNonceBefore;
	}

}
