package io.roomcast.fanout;

import org.jspecify.annotations.Nullable;

/**
 * One thing said in a room, at its place in the room's order.
 */
final class Entry {

	/** What an entry costs beside its bytes: the object, its content, two arrays. */
	private static final int OVERHEAD_BYTES = 128;

	final long sequence;

	final long sender;

	private final Content content;

	// Both are touched only by the pass that runs in the entry's room, one at a time.
	private byte @Nullable [] common;

	private byte @Nullable [] own;

	Entry(long sequence, long sender, Content content) {
		this.sequence = sequence;
		this.sender = sender;
		this.content = content;
	}

	int weight() {
		return this.content.size() + OVERHEAD_BYTES;
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

	private byte[] ownFrames() {
		byte[] frames = this.own;
		if (frames == null) {
			frames = this.content.own();
			this.own = frames;
		}
		return frames;
	}

}
