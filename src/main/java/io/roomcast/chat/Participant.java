package io.roomcast.chat;

import java.time.Duration;

/**
 * The one at the other end of a connection, as the chat sees it: a client or a listener.
 * Any thread may call; nothing blocks.
 */
public sealed interface Participant permits Conversation, Listening {

	/**
	 * Returns the client's number; 0 while it has none yet, or if it is a listener.
	 */
	long client();

	/** A time that does not come. */
	long NEVER = Long.MAX_VALUE;

	/**
	 * Returns until when it may stay, in milliseconds since 1970.
	 */
	long expiresAtMillis();

	/**
	 * Returns how many bytes of memory are held for it alone in its rooms.
	 */
	long heldBytes();

	/**
	 * Counts that it took no bytes for the send timeout, and is going to be cut.
	 */
	void tooSlow();

	/**
	 * Asks it to come back on another connection, if its protocol has words for that.
	 * @return false if that must wait, as it has not been greeted yet
	 */
	boolean askToReconnect(Duration after);

	/**
	 * Notes that its connection has ended, or is as good as ended. A second call does
	 * nothing.
	 * @param closeCode how the connection ended, RFC 6455 section 7.4
	 * @param closedByClient whether the other end has closed it
	 * @param whenServed run on any thread when it has got what was said before; not run
	 * if its socket takes no more bytes
	 */
	void end(int closeCode, boolean closedByClient, Runnable whenServed);

}
