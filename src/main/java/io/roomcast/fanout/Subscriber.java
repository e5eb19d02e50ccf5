package io.roomcast.fanout;

import org.jspecify.annotations.Nullable;

/**
 * A connected client in one of its rooms: a cursor into the room's log and the outlet to
 * the client's socket, which its other rooms share. It joins one room, once. Or a
 * listener, which is no client: it is not counted among the room's clients.
 */
public final class Subscriber extends WriteWaiter {

	// Whatever happens to a subscriber is noted under its room's lock, on any thread. A
	// pass works with what beginPass() copied under that lock, so that nothing changes
	// while it runs; the rest of the state is the pass's own.

	static final int NOT_LISTED = -1;

	private final long id;

	private final Outlet outlet;

	private final Format format;

	private final @Nullable GapEncoder gapEncoder;

	private final Outbox outbox = new Outbox();

	// Guarded by the room's lock.
	private boolean queued;

	private boolean writable;

	private boolean left;

	// Written under the room's lock, once, before a pass that sees it leaving begins.
	private long end;

	private long lastNumber;

	private @Nullable Position lastPosition;

	private @Nullable LeaveListener leaveListener;

	// Written under the room's lock. The pass may read a newer one than it knows of: then
	// it makes a write of its own where it could have shared one.
	private volatile long lastSent = -1;

	// Written by the join, then touched by the room's pass only.
	private final Replay replay = new Replay();

	private final PendingWrite pendingWrite = new PendingWrite();

	private @Nullable Room room;

	private long cursor;

	private boolean leaving;

	private boolean writeDone;

	private boolean woken;

	private boolean outboxDue;

	private boolean gone;

	private int listIndex = NOT_LISTED;

	private boolean lagging;

	/**
	 * Makes a subscriber that is in no room yet.
	 * @param id tells the senders of entries apart, and is never reused: positive for a
	 * client, negative for a listener
	 * @param outlet the way to the client's socket
	 * @param format how entries go out to it
	 * @param gapEncoder tells the client what it has missed for good; without it a client
	 * that misses something is closed
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

	/**
	 * Returns whether it only reads, and is no client.
	 */
	boolean isListener() {
		return this.id < 0;
	}

	@Override
	public String toString() {
		return isListener() ? "listener " + -this.id : "client " + this.id;
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

	/**
	 * Returns what waits for this client alone.
	 */
	Outbox outbox() {
		return this.outbox;
	}

	/**
	 * Returns how many bytes of memory are held for this client alone. Any thread may
	 * call.
	 */
	public long heldBytes() {
		return this.outbox.bytes() + this.pendingWrite.heldBytes();
	}

	/**
	 * Keeps an action until what waits for this client alone is written. Any thread may
	 * call.
	 * @return false if nothing waits, and the caller must run the action
	 */
	public boolean deferUntilSent(Runnable action) {
		return this.outbox.defer(action, 0);
	}

	// Under the room's lock.

	/**
	 * Enters a room, and is to get what was said there after a message.
	 * @param start the number of that message
	 */
	void enter(Room room, RoomLog log, long start) {
		this.cursor = log.head();
		this.replay.startAfter(start, log.positionOf(start));
		this.replay.beginTo(log.lastNumber(), log.position());
		this.room = room;
	}

	/**
	 * Leaves, unless it has already.
	 * @return whether it was in the room until now
	 */
	boolean leave(RoomLog log, LeaveListener listener) {
		if (this.left) {
			return false;
		}
		this.end = log.head();
		this.lastNumber = log.lastNumber();
		this.lastPosition = log.position();
		this.leaveListener = listener;
		this.left = true;
		return true;
	}

	boolean hasLeft() {
		return this.left;
	}

	/**
	 * Notes that an entry of its own was added to the log.
	 */
	void sent(long sequence) {
		this.lastSent = sequence;
	}

	/**
	 * Notes that its socket takes bytes again.
	 */
	void writable() {
		this.writable = true;
	}

	/**
	 * Queues it for the next pass.
	 * @return false if it was queued already
	 */
	boolean queue() {
		boolean first = !this.queued;
		this.queued = true;
		return first;
	}

	/**
	 * Copies what happened to it for the pass that begins.
	 */
	void beginPass() {
		this.queued = false;
		this.leaving = this.left;
		this.writeDone |= this.writable;
		this.writable = false;
		this.outboxDue = !this.outbox.isEmpty();
	}

	/**
	 * Goes on from the history, as the live entries it has yet to get are dropped.
	 */
	void switchToHistory(RoomLog log) {
		Position atLeave = this.lastPosition;
		this.cursor = log.first();
		if (atLeave != null && this.lastNumber < log.numberBeforeLive()) {
			this.replay.beginTo(this.lastNumber, atLeave);
		}
		else {
			this.replay.beginTo(log.numberBeforeLive(), log.positionBeforeLive());
		}
	}

	// By the room's pass only, from the join on.

	Replay replay() {
		return this.replay;
	}

	PendingWrite pendingWrite() {
		return this.pendingWrite;
	}

	@Override
	public void wake() {
		Room joined = this.room;
		if (joined == null) {
			throw new IllegalStateException(this + " has joined no room");
		}
		joined.onWritable(this);
	}

	/**
	 * Returns whether its outlet has woken it, and waits for it to write. It is asked
	 * when it does, or has nothing to write.
	 */
	boolean takeWoken() {
		boolean taken = this.woken;
		if (taken) {
			this.woken = false;
		}
		return taken;
	}

	/**
	 * Returns the sequence of the next live entry that it gets.
	 */
	long cursor() {
		return this.cursor;
	}

	boolean isLeaving() {
		return this.leaving;
	}

	/**
	 * Returns the sequence at which what was said before it left ends.
	 */
	long end() {
		return this.end;
	}

	/**
	 * Returns the listener that has yet to hear that everything was served, and forgets
	 * it; null if there is none.
	 */
	@Nullable LeaveListener takeLeaveListener() {
		LeaveListener listener = this.leaveListener;
		this.leaveListener = null;
		return listener;
	}

	boolean awaitsServing() {
		return this.leaveListener != null;
	}

	/**
	 * Notes that its write is through, if it is.
	 * @return whether it is
	 */
	boolean endWriteIfDone() {
		boolean done = this.writeDone;
		this.writeDone = false;
		if (done) {
			this.pendingWrite.end();
			this.woken = true;
		}
		return done;
	}

	/**
	 * Writes nothing more to it.
	 */
	void lose() {
		this.gone = true;
	}

	boolean isGone() {
		return this.gone;
	}

	/**
	 * Returns whether something can be written to it now.
	 */
	boolean isReady() {
		return !this.gone && !this.pendingWrite.isUnderWay();
	}

	/**
	 * Returns whether it gets the entries from a sequence on just as everybody else does.
	 */
	boolean canShare(long sequence) {
		return this.cursor == sequence && this.lastSent < sequence && !this.outboxDue && !this.replay.isUnderWay();
	}

	/**
	 * Returns whether there is more for it than it has got.
	 * @param goal the sequence up to which it may see entries
	 */
	boolean isUnserved(long goal) {
		return this.replay.isUnderWay() || this.cursor < goal || this.outboxDue;
	}

	/**
	 * Returns how many live entries before a sequence it has yet to get.
	 */
	long lag(long sequence) {
		return this.gone ? 0 : sequence - this.cursor;
	}

	/**
	 * Moves past entries that were written.
	 * @param last the last of them
	 */
	void advance(int entries, Entry last) {
		if (!this.replay.isUnderWay()) {
			this.cursor += entries;
		}
		this.replay.moveTo(last.nextNumber(), last.position);
	}

	/**
	 * Puts frames into the outbox that are due in this pass.
	 */
	void sendInPass(byte[] frames) {
		this.outbox.add(frames);
		this.outboxDue = true;
	}

	/**
	 * Removes frames from the outbox that were written.
	 * @return an action that waited for it, if one may run now
	 */
	@Nullable Runnable outboxWritten(int frames) {
		Runnable released = this.outbox.remove(frames);
		this.outboxDue = !this.outbox.isEmpty();
		return released;
	}

	void closeOutbox() {
		this.outbox.close();
		this.outboxDue = false;
	}

	int listIndex() {
		return this.listIndex;
	}

	void listIndex(int index) {
		this.listIndex = index;
	}

	boolean isLagging() {
		return this.lagging;
	}

	void lagging(boolean lagging) {
		this.lagging = lagging;
	}

	/**
	 * Makes the frames that tell a client of a gap. Called by pump threads.
	 */
	@FunctionalInterface
	public interface GapEncoder {

		/**
		 * Encodes that what lay between two positions is gone.
		 * @param room the room's name
		 * @param after the last message that the client has got
		 * @param position the message after which it goes on
		 */
		byte[] frames(String room, Position after, Position position);

	}

}
