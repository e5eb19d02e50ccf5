package io.roomcast.fanout;

import java.nio.ByteBuffer;

/**
 * Writes to one subscriber's socket. Nothing is queued in it: what the socket does not
 * take at once stays in the log. Called by one pump thread at a time; {@link #close} by
 * any. No method blocks or throws.
 */
public interface Outlet {

	/**
	 * Writes what the socket takes at once, and moves the buffer's position past it. The
	 * buffer belongs to the caller again when this returns.
	 * @param whenWritable run once, by any thread, when an outlet that answered
	 * {@link WriteResult#PARTIAL} or {@link WriteResult#BUSY} can be written to again, or
	 * is closed
	 */
	WriteResult write(ByteBuffer wire, Runnable whenWritable);

	/**
	 * Keeps the bytes up to the end of the frame, and writes them as soon as the socket
	 * takes them. Must be called after {@link WriteResult#PARTIAL}.
	 */
	void finish(ByteBuffer rest);

	/**
	 * Ends the connection with a close frame and takes no more writes.
	 */
	void close(Disconnect disconnect);

	/**
	 * How much of a write the socket took.
	 */
	enum WriteResult {

		/** Everything. */
		COMPLETE,

		/** A part, perhaps nothing: {@link Outlet#finish} must be called now. */
		PARTIAL,

		/** Nothing: an earlier write is still under way. */
		BUSY,

		/** Nothing, now and for ever: the outlet is closed. */
		CLOSED

	}

}
