package io.roomcast.fanout;

import org.jspecify.annotations.Nullable;

/**
 * A connected client in its room: a cursor into the room's log and the outlet to its
 * socket. Made by whoever accepts the connection, then joined to one room, once.
 */
public final class Subscriber {

	private final long id;

	private final Outlet outlet;

	private final Format format;

	private final @Nullable Gaps gaps;

	// Guarded by the room's lock, but for the pass reading them where a stale answer does
	// no harm: it then makes a write of its own where it could have shared one.
	volatile boolean present;

	volatile long lastOwn = -1;

	boolean queued;

	// Both are set under the lock when the subscriber leaves, before the pass looks at
	// them.
	long end;

	@Nullable Runnable whenServed;

	// Touched by the room's pass only, from the join on.
	long cursor;

	/** The offset of the first message that it has not got. */
	long nextOffset;

	/** The last message to get from the history before it goes on live; 0 for none. */
	long replayUntil;

	int place = Members.NOWHERE;

	boolean busy;

	boolean behind;

	boolean gone;

	int bytesInFlight;

	// Written under this, read by anyone.
	private volatile byte @Nullable [] aside;

	// Guarded by this.
	private @Nullable Runnable whenAsideTaken;

	private @Nullable Runnable whenFree;

	/**
	 * Makes a subscriber that is in no room yet.
	 * @param id tells the senders of entries apart; positive and never reused
	 * @param outlet the way to the client's socket
	 * @param format how entries go out to it
	 * @param gaps tells the client what it has missed for good; without it a client that
	 * misses something is closed
	 */
	public Subscriber(long id, Outlet outlet, Format format, @Nullable Gaps gaps) {
		this.id = id;
		this.outlet = outlet;
		this.format = format;
		this.gaps = gaps;
	}

	public long id() {
		return this.id;
	}

	Outlet outlet() {
		return this.outlet;
	}

	Format format() {
		return this.format;
	}

	@Nullable Gaps gaps() {
		return this.gaps;
	}

	void enter(Room room, RoomLog log) {
		this.cursor = log.head();
		this.nextOffset = log.lastOffset() + 1;
		this.present = true;
		this.whenFree = () -> room.attend(this);
	}

	/**
	 * Has the messages behind an offset brought first, from the history.
	 */
	void replay(long after, long until) {
		if (after < until) {
			this.nextOffset = after + 1;
			this.replayUntil = until;
		}
	}

	boolean isReplaying() {
		return this.replayUntil > 0;
	}

	/**
	 * Has got a message, or a notice behind it.
	 */
	void got(Entry entry) {
		this.nextOffset = entry.nextOffset();
		endReplayIfDone();
	}

	void endReplayIfDone() {
		if (this.nextOffset > this.replayUntil) {
			this.replayUntil = 0;
		}
	}

	Runnable whenFree() {
		Runnable action = this.whenFree;
		if (action == null) {
			throw new IllegalStateException("subscriber " + this.id + " has joined no room");
		}
		return action;
	}

	/**
	 * Adds frames that go to this subscriber alone, before whatever else is due.
	 */
	synchronized void addAside(byte[] frames) {
		this.aside = join(this.aside, frames);
	}

	boolean hasAside() {
		return this.aside != null;
	}

	/**
	 * Keeps an action until what goes to this subscriber alone is written, if that is a
	 * lot.
	 * @param limit how many bytes may wait before it is
	 * @return false if there is less, and the action need not wait
	 */
	public synchronized boolean holdForAside(Runnable action, int limit) {
		if (this.aside == null || this.aside.length <= limit) {
			return false;
		}
		this.whenAsideTaken = action;
		return true;
	}

	/**
	 * The action that waited for the aside to be written, if one did, which may go on
	 * now.
	 */
	synchronized @Nullable Runnable asideTaken() {
		Runnable action = this.whenAsideTaken;
		this.whenAsideTaken = null;
		return action;
	}

	synchronized byte @Nullable [] takeAside() {
		byte[] taken = this.aside;
		this.aside = null;
		return taken;
	}

	/**
	 * Puts back what was taken and could not be written.
	 */
	synchronized void giveBack(byte[] frames) {
		this.aside = join(frames, this.aside);
	}

	private static byte[] join(byte @Nullable [] first, byte @Nullable [] second) {
		byte[] head = (first != null) ? first : Frames.none();
		byte[] tail = (second != null) ? second : Frames.none();
		byte[] both = new byte[head.length + tail.length];
		System.arraycopy(head, 0, both, 0, head.length);
		System.arraycopy(tail, 0, both, head.length, tail.length);
		return both;
	}

	/**
	 * Makes the frames that tell a client of a gap. Called by pump threads.
	 */
	@FunctionalInterface
	public interface Gaps {

		/**
		 * Tells that what lay between two marks is gone.
		 * @param after the last message that the client has got
		 * @param mark the message after which it goes on
		 */
		byte[] frames(Mark after, Mark mark);

	}

}
