package io.roomcast.fanout;

import org.jspecify.annotations.Nullable;

/**
 * A connected client in its room: a cursor into the room's log and the outlet to its
 * socket. Made by whoever accepts the connection, then joined to one room, once.
 */
public final class Subscriber {

	private final long id;

	private final Outlet outlet;

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

	int place = Members.NOWHERE;

	boolean busy;

	boolean behind;

	boolean gone;

	int bytesInFlight;

	// Written under this, read by anyone.
	private volatile byte @Nullable [] aside;

	private @Nullable Runnable whenFree;

	/**
	 * Makes a subscriber that is in no room yet.
	 * @param id tells the senders of entries apart; never 0 and never reused
	 * @param outlet the way to the client's socket
	 */
	public Subscriber(long id, Outlet outlet) {
		this.id = id;
		this.outlet = outlet;
	}

	public long id() {
		return this.id;
	}

	Outlet outlet() {
		return this.outlet;
	}

	void enter(Room room, long head) {
		this.cursor = head;
		this.present = true;
		this.whenFree = () -> room.attend(this);
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

}
