package io.roomcast.fanout;

import org.jspecify.annotations.Nullable;

/**
 * A message or a notice, at its position in the room's order. While it is live it keeps
 * its renderings; one that is only history is rendered anew each time. Rendered by its
 * room's pass; any thread may call {@link #endLive()}.
 */
final class Entry {

	/**
	 * The memory besides the content: this object, its position, the array of renderings,
	 * a slot in each of the two views.
	 */
	private static final int OVERHEAD_BYTES = 256;

	/** The sequence of a message that was never live here. */
	static final long NOT_LIVE = -1;

	private static final int SIDES = 2;

	/** The position among all live entries of the room. */
	final long sequence;

	/**
	 * The position among the messages of the room; that of the last one before a notice.
	 */
	final Position position;

	final long sender;

	/** Milliseconds since 1970, UTC. */
	final long at;

	/** {@link System#nanoTime()} when it was added. */
	final long addedNanos = System.nanoTime();

	/**
	 * The number of the message in this process, whatever log it is of; that of the last
	 * one before a notice. Written once, by the log that the entry is added to.
	 */
	long number;

	// Guarded by the room's lock.
	boolean inHistory;

	boolean inLive;

	private final Kind kind;

	private final Content content;

	private final int size;

	// Written under this. The pass reads it without the lock: it does not matter whether
	// it sees a rendering that was let go or makes it once more.
	private @Nullable Rendering @Nullable [] renderings;

	// Guarded by this.
	private @Nullable LiveMemory memory;

	// Touched by the pass only.
	private boolean broken;

	Entry(Kind kind, long sequence, Position position, long sender, Content content, long at) {
		this.kind = kind;
		this.sequence = sequence;
		this.position = position;
		this.sender = sender;
		this.content = content;
		this.size = content.size();
		this.at = at;
	}

	boolean isMessage() {
		return this.kind == Kind.MESSAGE;
	}

	/**
	 * Returns how many bytes of memory its content takes.
	 */
	int size() {
		return this.size;
	}

	/**
	 * Returns how many bytes of memory it takes without renderings at most.
	 */
	int weight() {
		return this.size + OVERHEAD_BYTES;
	}

	/**
	 * Returns the number of the message that follows this entry.
	 */
	long nextNumber() {
		return this.number + 1;
	}

	StoredMessage stored() {
		return new StoredMessage(this.content, this.position, this.at);
	}

	/**
	 * Keeps its renderings from now on.
	 */
	synchronized void beginLive(LiveMemory memory) {
		this.memory = memory;
		this.renderings = new @Nullable Rendering[SIDES * Format.VALUES.size()];
	}

	/**
	 * Keeps its renderings no longer.
	 */
	synchronized void endLive() {
		LiveMemory counted = this.memory;
		@Nullable Rendering[] kept = this.renderings;
		this.memory = null;
		this.renderings = null;
		if (counted != null && kept != null) {
			for (Rendering rendering : kept) {
				counted.letGo(rendering);
			}
		}
	}

	/**
	 * Returns the frames that a reader gets.
	 * @param reader the number of the subscriber
	 */
	Rendering rendering(Format format, long reader, Failures failures) {
		boolean own = reader == this.sender;
		int index = SIDES * format.index + (own ? 1 : 0);
		@Nullable Rendering[] kept = this.renderings;
		Rendering found = (kept != null) ? kept[index] : null;
		return (found != null) ? found : keep(index, render(format, own, failures));
	}

	private synchronized Rendering keep(int index, Rendering rendering) {
		if (this.memory != null && this.renderings != null) {
			this.renderings[index] = rendering;
			this.memory.keep(rendering);
		}
		return rendering;
	}

	/**
	 * Renders the entry. If that fails it becomes empty, so that the room goes on without
	 * it.
	 */
	private Rendering render(Format format, boolean own, Failures failures) {
		if (this.broken) {
			return new Rendering(Frames.none());
		}
		try {
			return new Rendering(own ? this.content.forSender(format, this.position, this.at)
					: this.content.forOthers(format, this.position, this.at));
		}
		catch (Throwable ex) {
			this.broken = true;
			failures.add("rendering the entry at " + this.position, ex);
			return new Rendering(Frames.none());
		}
	}

	/**
	 * The two kinds of entries.
	 */
	enum Kind {

		/** Something that was said; goes into the history. */
		MESSAGE,

		/** A client joined or left; of interest now only. */
		NOTICE

	}

}
