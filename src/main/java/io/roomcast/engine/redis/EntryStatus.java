package io.roomcast.engine.redis;

/**
 * What became of an entry of a batch.
 */
enum EntryStatus {

	/** A message has its position. */
	PLACED(true),

	/** A client has joined. */
	JOINED(true),

	/** A client that was in the room already is in it with another token now. */
	MOVED(true),

	/** A client has left. */
	LEFT(true),

	/** A nick was reserved. */
	RESERVED(false),

	/** The reservation of a nick was released. */
	RELEASED(false),

	/** Nothing was done; see {@link Undone}. */
	UNDONE(false);

	private final boolean published;

	EntryStatus(boolean published) {
		this.published = published;
	}

	/**
	 * Returns whether all nodes get the entry.
	 */
	boolean isPublished() {
		return this.published;
	}

	static EntryStatus of(char letter) {
		return switch (letter) {
			case 'M' -> PLACED;
			case 'J' -> JOINED;
			case 'K' -> MOVED;
			case 'L' -> LEFT;
			case 'R' -> RESERVED;
			case 'U' -> RELEASED;
			case 'x' -> UNDONE;
			default -> throw new IllegalArgumentException("there is no status " + letter);
		};
	}

}
