package io.roomcast.engine.redis;

/**
 * What a nick is held with: only its holder knows how to release it.
 *
 * @param node the id of the holder's node
 * @param number tells it from the others of that node
 */
record Token(String node, long number) {

	private static final char SEPARATOR = ':';

	/**
	 * Parses the text of a token.
	 * @throws IllegalArgumentException if it is none
	 */
	static Token parse(String text) {
		int end = text.indexOf(SEPARATOR);
		if (end <= 0) {
			throw new IllegalArgumentException("'" + text + "' is no token");
		}
		return new Token(text.substring(0, end), Long.parseLong(text.substring(end + 1)));
	}

	@Override
	public String toString() {
		return this.node + SEPARATOR + this.number;
	}

}
