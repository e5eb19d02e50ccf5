package io.roomcast.fanout;

import java.nio.ByteBuffer;

/**
 * Writes to one client's socket. Several writers may share it, one for each of the
 * client's rooms. Nothing of a room is queued in it: what the socket does not take at
 * once stays in the log. Any thread may call, each writer from one at a time. No method
 * blocks or throws.
 */
public interface Outlet {

	/**
	 * Writes what the socket takes at once, and moves the buffer's position past it. The
	 * buffer belongs to the caller again when this returns.
	 * @param wire whole frames
	 * @param writer woken, once, when an outlet that answered {@link WriteResult#PARTIAL}
	 * or {@link WriteResult#BUSY} can be written to again, or is closed. It must write
	 * then, or {@link #giveUp}
	 */
	WriteResult write(ByteBuffer wire, WriteWaiter writer);

	/**
	 * Keeps the bytes up to the end of the frame, and writes them as soon as the socket
	 * takes them. Must be called after {@link WriteResult#PARTIAL}.
	 */
	void finish(ByteBuffer rest);

	/**
	 * Lets a writer go that was woken and has nothing to write.
	 */
	void giveUp(WriteWaiter writer);

	/**
	 * Writes frames that belong to no room, between those of the rooms, as soon as the
	 * socket takes them.
	 */
	void send(byte[] frames);

	/**
	 * Keeps an action until the frames that belong to no room are written, if they are a
	 * lot.
	 * @param limit how many bytes may wait before the action does
	 * @return false if fewer bytes wait, and the caller must run the action
	 */
	boolean deferUntilSent(Runnable action, int limit);

	/**
	 * Ends the connection with a close frame and takes no more writes.
	 */
	void close(Disconnect disconnect);

	/**
	 * Ends the connection with a close frame when the client has got what was said
	 * before.
	 */
	void closeWhenServed(Disconnect disconnect);

	/**
	 * How much of a write the socket took.
	 */
	enum WriteResult {

		/** Everything. */
		COMPLETE,

		/** A part, perhaps nothing: {@link Outlet#finish} must be called now. */
		PARTIAL,

		/** Nothing: another write is under way, or it is another writer's turn. */
		BUSY,

		/** Nothing, now and for ever: the outlet is closed. */
		CLOSED

	}

}
