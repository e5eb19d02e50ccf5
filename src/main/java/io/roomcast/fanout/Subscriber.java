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

	private final @Nullable GapEncoder gapEncoder;

	// Guarded by the room's lock. A pass works with what it copied when it began.
	private boolean left;

	private boolean free;

	boolean queued;

	// Written under the room's lock. The pass may read a newer one than it knows of: then
	// it makes a write of its own where it could have shared one.
	volatile long lastOwn = -1;

	// Written under the room's lock, once, before a pass that sees it leaving begins.
	long end;

	private long lastOffset;

	@Nullable Runnable whenServed;

	// Touched by the room's pass only, from the join on.
	boolean leaving;

	boolean freed;

	/** Whether something in the outbox is due. */
	boolean told;

	long cursor;

	/** The offset of the first message that it has not got. */
	long nextOffset;

	/** The last message to get from the history before it goes on live; 0 for none. */
	long replayUntil;

	int listIndex = SubscriberList.NOT_LISTED;

	boolean busy;

	boolean behind;

	boolean stalled;

	boolean gone;

	int bytesInFlight;

	// Written by the pass, read by anyone.
	private volatile @Nullable Rendering pinned;

	private final Outbox outbox = new Outbox();

	private @Nullable Runnable whenFree;

	/**
	 * Makes a subscriber that is in no room yet.
	 * @param id tells the senders of entries apart; positive and never reused
	 * @param outlet the way to the client's socket
	 * @param format how entries go out to it
	 * @param gapEncoder tells the client what it has missed for good; without it a client that
	 * misses something is closed
	 */
	public Subscriber(long id, Outlet outlet, Format format, @Nullable GapEncoder gapEncoder) {
		this.id = id;
		this.outlet = outlet;
		this.format = format;
		this.gapEncoder = gapEncoder;
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

	@Nullable GapEncoder gapEncoder() {
		return this.gapEncoder;
	}

	Outbox outbox() {
		return this.outbox;
	}

	/**
	 * How many bytes of memory are held for it alone.
	 */
	public long heldBytes() {
		Rendering part = this.pinned;
		return this.outbox.bytes() + ((part != null) ? part.share() : 0);
	}

	// Under the room's lock.

	void enter(Room room, RoomLog log) {
		this.cursor = log.head();
		this.nextOffset = log.lastOffset() + 1;
		this.whenFree = () -> room.free(this);
	}

	/**
	 * Leaves, unless it has already.
	 */
	boolean leave(RoomLog log, Runnable whenServed) {
		if (this.left) {
			return false;
		}
		this.end = log.head();
		this.lastOffset = log.lastOffset();
		this.whenServed = whenServed;
		this.left = true;
		return true;
	}

	boolean hasLeft() {
		return this.left;
	}

	/**
	 * Its socket takes bytes again.
	 */
	void free() {
		this.free = true;
	}

	/**
	 * Gives what happened to it to the pass that begins.
	 */
	void settle() {
		this.queued = false;
		this.leaving = this.left;
		this.freed |= this.free;
		this.told = !this.outbox.isEmpty();
		this.free = false;
	}

	/**
	 * Goes on from the history, as the live entries have moved past it.
	 */
	void switchToHistory(RoomLog log) {
		long until = log.offsetBeforeLive();
		this.cursor = log.first();
		replay(this.nextOffset - 1, this.left ? Math.min(until, this.lastOffset) : until);
	}

	// What follows is touched by the room's pass only, from the join on.

	/**
	 * Has the messages after an offset brought first, from the history.
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
	 * Has got a message, or a notice that follows it.
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
	 * Whether there is more for it than it has got.
	 * @param goal the sequence up to which it may see entries
	 */
	boolean isUnserved(long goal) {
		return isReplaying() || this.cursor < goal || this.told;
	}

	void pin(Rendering part, Budget clients) {
		part.pin(clients);
		this.pinned = part;
	}

	void unpin(Budget clients) {
		Rendering part = this.pinned;
		if (part != null) {
			this.pinned = null;
			part.unpin(clients);
		}
	}

	/**
	 * Keeps an action until what goes to this subscriber alone is written, if that is a
	 * lot. Any thread.
	 * @param limit how many bytes may wait before it is
	 * @return false if there is less, and the action need not wait
	 */
	public boolean holdForOutbox(Runnable action, int limit) {
		return this.outbox.hold(action, limit);
	}

	/**
	 * Makes the frames that tell a client of a gap. Called by pump threads.
	 */
	@FunctionalInterface
	public interface GapEncoder {

		/**
		 * Tells that what lay between two positions is gone.
		 * @param after the last message that the client has got
		 * @param position the message after which it goes on
		 */
		byte[] frames(Position after, Position position);

	}

}
