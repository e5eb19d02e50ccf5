package io.roomcast.chat;

import io.roomcast.fanout.Disconnect;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One client, from its first connection until it is gone for good: its number, its nick
 * and its rooms. It outlives its sockets: one conversation after the other takes it over,
 * and between two of them the client is away. Any thread may call; nothing blocks.
 */
final class Session {

	// Everything is decided under the session's lock: which conversation is the client's
	// now, and what it does. So of two that race (a takeover, the end of the old socket,
	// the end of the grace, another takeover) one comes first, and the other finds that
	// the session has changed. Rooms are called under the lock; none calls back into it.

	private final Sessions sessions;

	private final long client;

	private final String nick;

	private final @Nullable SessionToken token;

	// Guarded by this.
	private final Memberships memberships = new Memberships();

	private @Nullable Receipts receipts;

	private @Nullable Conversation conversation;

	// Tells the graces of one session apart.
	private int graces;

	private boolean over;

	/**
	 * Makes the session of a client that is in no room yet.
	 * @param nick the nick that it has in rooms for which it asks for none
	 * @param token what it can come back with; null if it cannot
	 */
	Session(Sessions sessions, long client, String nick, @Nullable SessionToken token) {
		this.sessions = sessions;
		this.client = client;
		this.nick = nick;
		this.token = token;
	}

	long client() {
		return this.client;
	}

	String nick() {
		return this.nick;
	}

	@Nullable SessionToken token() {
		return this.token;
	}

	/**
	 * Gives the session to a conversation. Its rooms have to be joined again within the
	 * grace; the conversation that had it is closed.
	 * @return false if the session is over
	 */
	boolean takeOver(Conversation next) {
		Conversation replaced;
		synchronized (this) {
			if (this.over) {
				return false;
			}
			replaced = this.conversation;
			this.conversation = next;
			disconnectAll(Served.ignored());
			startGrace();
		}
		if (replaced != null) {
			replaced.close(Disconnect.REPLACED);
		}
		return true;
	}

	/**
	 * Ends what a conversation had of the session, unless another one has taken it over.
	 * @param forGood whether the client is gone for good, not away
	 * @param served counts the client as served in each of its rooms
	 */
	synchronized void end(Conversation by, boolean forGood, Served served) {
		if (this.conversation != by) {
			return;
		}
		this.conversation = null;
		if (forGood || this.token == null || this.sessions.grace().isZero()) {
			finish(served);
		}
		else {
			disconnectAll(served);
			startGrace();
		}
	}

	/**
	 * Ends the session of a client that an operator removes. Its rooms are left when this
	 * returns.
	 */
	void remove() {
		Conversation current;
		synchronized (this) {
			current = this.conversation;
			this.conversation = null;
			finish(Served.ignored());
		}
		if (current != null) {
			current.remove();
		}
	}

	private void startGrace() {
		int grace = ++this.graces;
		if (this.memberships.size() > 0 || this.conversation == null) {
			this.sessions.afterGrace(() -> endGrace(grace));
		}
	}

	/**
	 * Leaves the rooms that were not joined again; all of them, and for good, if the
	 * client has not come back.
	 */
	private synchronized void endGrace(int grace) {
		if (grace != this.graces || this.over) {
			return;
		}
		if (this.conversation == null) {
			finish(Served.ignored());
			return;
		}
		for (Membership away : this.memberships.all(false)) {
			this.memberships.remove(away);
			this.sessions.rooms().leaveAway(away);
		}
	}

	private void disconnectAll(Served served) {
		for (Membership connected : this.memberships.all(true)) {
			served.expect();
			this.sessions.rooms().disconnect(connected, served);
		}
	}

	private void finish(Served served) {
		this.over = true;
		this.sessions.remove(this);
		this.memberships.all(false).forEach(this.sessions.rooms()::leaveAway);
		for (Membership connected : this.memberships.all(true)) {
			served.expect();
			this.sessions.rooms().leave(connected, served);
		}
		this.memberships.clear();
	}

	// The rest is for the conversation, which holds the session's lock.

	boolean isOf(Conversation asking) {
		return this.conversation == asking;
	}

	/**
	 * Returns how the client is in a room, connected or away; null if it is not.
	 */
	@Nullable Membership find(String room) {
		return this.memberships.find(room);
	}

	/**
	 * Returns the room of a command, if the client is connected to it.
	 * @param room its name, or null for the only one
	 */
	@Nullable Membership findConnected(@Nullable String room) {
		Membership found = (room != null) ? find(room) : this.memberships.onlyConnected();
		return (found != null && found.isConnected()) ? found : null;
	}

	/**
	 * Returns why {@link #findConnected} finds nothing.
	 */
	Refusal notFound(@Nullable String room) {
		if (room != null) {
			return new Refusal(Reason.NOT_IN_ROOM,
					"the client is not in room " + Refusal.quote(room) + ", must join it first");
		}
		return new Refusal(Reason.MISSING_FIELD, "field 'room' is missing, and the client is in "
				+ this.memberships.all(true).size() + " rooms, not in one");
	}

	Memberships memberships() {
		return this.memberships;
	}

	/**
	 * Returns the receipts of what the client said under ids of its own.
	 */
	Receipts receipts() {
		Receipts current = this.receipts;
		if (current == null) {
			current = new Receipts();
			this.receipts = current;
		}
		return current;
	}

}
