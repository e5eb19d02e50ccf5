package io.roomcast.fanout;

import org.jspecify.annotations.Nullable;

/**
 * One thing said in a room, at its place in the room's order.
 */
final class Entry {

	/** The offset of what is no message. */
	static final long NO_OFFSET = 0;

	/** What an entry costs beside its bytes: itself, its content, three arrays. */
	private static final int OVERHEAD_BYTES = 256;

	/** Its bytes are there as content and in two renderings. */
	private static final int COPIES = 3;

	/** The place among all entries of the room. */
	final long sequence;

	/** The place among the messages of the room, from 1 on. */
	final long offset;

	final long sender;

	/** Milliseconds since 1970, UTC. */
	final long at;

	/** {@link System#nanoTime()} when it was added. */
	final long addedNanos = System.nanoTime();

	// How many views of the log it is in; guarded by the room's lock.
	int holders;

	private final Content content;

	// Both are touched only by the pass that runs in the entry's room, one at a time.
	private byte @Nullable [] common;

	private byte @Nullable [] own;

	Entry(long sequence, long offset, long sender, Content content, long at) {
		this.sequence = sequence;
		this.offset = offset;
		this.at = at;
		this.sender = sender;
		this.content = content;
	}

	/**
	 * About how many bytes it puts on the wire.
	 */
	int size() {
		return this.content.size();
	}

	/**
	 * How many bytes of memory it takes, at the most.
	 */
	int weight() {
		return COPIES * size() + OVERHEAD_BYTES;
	}

	byte[] frames(long reader) {
		return (reader == this.sender) ? ownFrames() : commonFrames();
	}

	byte[] commonFrames() {
		byte[] frames = this.common;
		if (frames == null) {
			frames = this.content.common();
			this.common = frames;
		}
		return frames;
	}

	/**
	 * The two kinds of entries.
	 */
	enum Kind {

		/** Said by somebody: kept as history. */
		MESSAGE,

		/** Somebody came or went: of interest now only. */
		NOTICE

	}

	private byte[] ownFrames() {
		byte[] frames = this.own;
		if (frames == null) {
			frames = this.content.own();
			this.own = frames;
		}
		return frames;
	}

}
