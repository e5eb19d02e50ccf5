package io.roomcast.fanout;

import org.jspecify.annotations.Nullable;

/**
 * One thing said in a room, at its place in the room's order.
 */
final class Entry {

	/** What an entry costs beside its bytes: itself, its content, its arrays. */
	private static final int OVERHEAD_BYTES = 256;

	/** Its bytes are there as content and in two renderings. */
	private static final int COPIES = 3;

	/** The place among all entries of the room. */
	final long sequence;

	/** The place among the messages of the room; that of the last one before a notice. */
	final Mark mark;

	final long sender;

	/** Milliseconds since 1970, UTC. */
	final long at;

	/** {@link System#nanoTime()} when it was added. */
	final long addedNanos = System.nanoTime();

	// How many views of the log it is in; guarded by the room's lock.
	int holders;

	private final Kind kind;

	private final Content content;

	// Touched only by the pass that runs in the entry's room, one at a time.
	private final byte[] @Nullable [] common = new byte[Format.VALUES.size()] @Nullable [];

	private byte @Nullable [] @Nullable [] own;

	Entry(Kind kind, long sequence, Mark mark, long sender, Content content, long at) {
		this.kind = kind;
		this.sequence = sequence;
		this.mark = mark;
		this.sender = sender;
		this.content = content;
		this.at = at;
	}

	boolean isMessage() {
		return this.kind == Kind.MESSAGE;
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

	/**
	 * The offset of the message behind this entry.
	 */
	long nextOffset() {
		return this.mark.offset() + 1;
	}

	Kept kept() {
		return new Kept(this.content, this.mark, this.at);
	}

	byte[] bytes(Format format, long reader) {
		return (reader == this.sender) ? own(format) : common(format);
	}

	byte[] common(Format format) {
		byte[] bytes = this.common[format.index];
		if (bytes == null) {
			bytes = this.content.common(format, this.mark, this.at);
			this.common[format.index] = bytes;
		}
		return bytes;
	}

	private byte[] own(Format format) {
		if (this.own == null) {
			this.own = new byte[Format.VALUES.size()] @Nullable [];
		}
		byte[] bytes = this.own[format.index];
		if (bytes == null) {
			bytes = this.content.own(format, this.mark, this.at);
			this.own[format.index] = bytes;
		}
		return bytes;
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

}
