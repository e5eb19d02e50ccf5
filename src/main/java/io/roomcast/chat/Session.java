package io.roomcast.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.roomcast.engine.SessionRecord;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Position;
import io.roomcast.protocol.CommandId;
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
	//
	// While a join is under way a takeover waits: two conversations of one
	// client must not join the same room.

	private final Sessions sessions;

	private final long client;

	private final String nick;

	private final @Nullable SessionToken token;

	// Who alone may come back to it; null if nobody asks who a client is.
	private final @Nullable String subject;

	// Guarded by this.
	private final Memberships memberships = new Memberships();

	private @Nullable Receipts receipts;

	private @Nullable Conversation conversation;

	// Tells the graces of one session apart.
	private int graces;

	private boolean joining;

	// Those who wait for the join that is under way.
	private @Nullable List<Runnable> waiting;

	// Whether another node has taken the session over.
	private boolean elsewhere;

	private boolean over;

	// Whether the client is counted among those that are away.
	private boolean away;

	/**
	 * Makes the session of a client that is in no room yet.
	 * @param nick the nick that it has in rooms for which it asks for none
	 * @param token what it can come back with; null if it cannot
	 * @param subject who it is; null if nobody asks
	 */
	Session(Sessions sessions, long client, String nick, @Nullable SessionToken token, @Nullable String subject) {
		this.sessions = sessions;
		this.client = client;
		this.nick = nick;
		this.token = token;
		this.subject = subject;
	}

	long client() {
		return this.client;
	}

	String nick() {
		return this.nick;
	}

	@Nullable String subject() {
		return this.subject;
	}

	@Nullable SessionToken token() {
		return this.token;
	}

	/**
	 * Returns whether it is the session that somebody may come back to with a token.
	 */
	boolean isOf(SessionToken shown, @Nullable String who) {
		return this.token != null && this.token.matches(shown) && Objects.equals(this.subject, who);
	}

	/**
	 * Returns what other nodes must know of it; null if the client cannot come back.
	 */
	@Nullable SessionRecord entry() {
		return (this.token != null) ? new SessionRecord(this.client, this.nick, this.token.secretHash(this.subject))
				: null;
	}

	/**
	 * Gives the session to a conversation. Its rooms have to be joined again within the
	 * grace; the conversation that had it is closed.
	 * @param claimed whether this node has just got the session from another one
	 * @param again run later, on any thread, if the takeover must wait
	 */
	Takeover takeOver(Conversation next, boolean claimed, Runnable again) {
		Conversation replaced;
		synchronized (this) {
			if (this.over || (this.elsewhere && !claimed)) {
				return Takeover.GONE;
			}
			if (this.joining) {
				this.waiting = (this.waiting != null) ? this.waiting : new ArrayList<>();
				this.waiting.add(again);
				return Takeover.WAITS;
			}
			replaced = this.conversation;
			this.conversation = next;
			noteBack();
			disconnectAll(Served.ignored());
			if (this.elsewhere) {
				this.elsewhere = false;
				this.memberships.all(false).forEach(Membership::outdate);
			}
			startGrace();
		}
		if (replaced != null) {
			replaced.close(Disconnect.REPLACED);
		}
		return Takeover.TAKEN;
	}

	/**
	 * Gives the session up to another node, which has taken it over. The client stays in
	 * its rooms, away, until it has joined them there.
	 */
	void moveElsewhere() {
		Conversation replaced;
		synchronized (this) {
			if (this.over) {
				return;
			}
			replaced = this.conversation;
			this.conversation = null;
			this.elsewhere = true;
			noteBack();
			disconnectAll(Served.ignored());
			startGrace();
		}
		if (replaced != null) {
			replaced.close(Disconnect.REPLACED);
		}
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
		this.away = !forGood && this.token != null && this.sessions.addAway();
		if (!this.away) {
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

	private void noteBack() {
		if (this.away) {
			this.away = false;
			this.sessions.removeAway();
		}
	}

	private void finish(Served served) {
		this.over = true;
		noteBack();
		this.sessions.remove(this);
		this.memberships.all(false).forEach(this.sessions.rooms()::leaveAway);
		for (Membership connected : this.memberships.all(true)) {
			served.expect();
			this.sessions.rooms().leave(connected, served);
		}
		this.memberships.clear();
	}

	/**
	 * Notes that a client has joined a room, if it is still to be there.
	 * @param connect run before
	 * @return what has waited for it, to be run without the lock
	 */
	synchronized List<Runnable> add(Membership membership, Conversation by, Runnable connect) {
		connect.run();
		if (membership.isOver()) {
			this.sessions.rooms().drop(membership);
		}
		else if (this.over) {
			this.sessions.rooms().leave(membership, Served.ignored());
		}
		else {
			this.memberships.add(membership);
			if (this.conversation != by) {
				this.sessions.rooms().disconnect(membership, Served.ignored());
			}
		}
		return endJoin();
	}

	/**
	 * Notes that no join is under way any more.
	 * @return what has waited for that, to be run without the lock
	 */
	synchronized List<Runnable> endJoin() {
		List<Runnable> released = (this.waiting != null) ? this.waiting : List.of();
		this.waiting = null;
		this.joining = false;
		return released;
	}

	/**
	 * Forgets a room that the client is in on another node by now, or not at all.
	 * @return the conversation that has it, or waits for it; null if there is none
	 */
	synchronized @Nullable Conversation drop(Membership membership) {
		boolean known = membership.isConnected() || membership.isComing();
		if (this.memberships.find(membership.roomName()) == membership) {
			this.memberships.remove(membership);
		}
		this.sessions.rooms().drop(membership);
		return known ? this.conversation : null;
	}

	/**
	 * Forgets a room in which the client has lost its nick to another one.
	 * @return as with {@link #drop}
	 */
	@Nullable Conversation displace(Membership membership) {
		Conversation current = drop(membership);
		this.sessions.rooms().displaced(membership);
		return current;
	}

	/**
	 * Forgets a room that the client is in on another node, which has its session.
	 * @return the conversation that has the session here all the same; null if there is
	 * none
	 */
	synchronized @Nullable Conversation moveAway(Membership membership) {
		Conversation current = drop(membership);
		this.elsewhere |= current != null;
		return current;
	}

	/**
	 * Remembers what the client said under an id of its own.
	 */
	synchronized void remember(CommandId id, int fingerprint, Position position, long at) {
		receipts().add(id, fingerprint, position, at);
	}

	// The rest is for the conversation, which holds the session's lock.

	/**
	 * Notes that a join is under way.
	 */
	void beginJoin() {
		this.joining = true;
	}

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

	/**
	 * What became of a takeover.
	 */
	enum Takeover {

		/** The session is the conversation's. */
		TAKEN,

		/** It has to be asked for again later. */
		WAITS,

		/** The session is over, or another node's. */
		GONE

	}

}
