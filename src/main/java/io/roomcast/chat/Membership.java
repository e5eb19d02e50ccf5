package io.roomcast.chat;

import io.roomcast.engine.LocalOccupant;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import io.roomcast.protocol.Member;
import org.jspecify.annotations.Nullable;

/**
 * One client's stay in one room, from its joining until it leaves. While the client is
 * away it has no subscriber. Its session guards it, but for what the engine calls.
 */
final class Membership implements LocalOccupant {

	private final Session session;

	private String roomName;

	private volatile Member member;

	private @Nullable Room room;

	private @Nullable Subscriber subscriber;

	// Of what is said without an id, made when something is.
	private @Nullable SayOutcome outcome;

	private boolean outdated;

	private boolean over;

	/**
	 * Makes the stay of a client that has yet to come into the room.
	 */
	Membership(Session session, JoinRequest request) {
		this.session = session;
		this.roomName = request.room();
		String nick = (request.nick() != null) ? request.nick() : session.nick();
		this.member = new Member(nick, session.client());
	}

	String roomName() {
		return this.roomName;
	}

	/**
	 * Returns who the client is in the room. Any thread may call.
	 */
	Member member() {
		return this.member;
	}

	@Override
	public String nick() {
		return this.member.nick();
	}

	@Override
	public long client() {
		return this.member.client();
	}

	/**
	 * Returns who the client has proved to be; null if the service asks for no tokens.
	 */
	@Nullable String subject() {
		return this.session.subject();
	}

	@Override
	public void keepNick(String nick) {
		this.member = new Member(nick, client());
	}

	@Override
	public void remove() {
		this.session.remove();
	}

	@Override
	public void movedAway() {
		Conversation told = this.session.moveAway(this);
		if (told != null) {
			told.close(Disconnect.MOVED_AWAY);
		}
	}

	@Override
	public void displaced() {
		Conversation told = this.session.displace(this);
		if (told != null) {
			told.displaced(this);
		}
	}

	/**
	 * Notes that the client is connected to the room.
	 */
	void connect(Room room, Subscriber subscriber) {
		this.room = room;
		// One string for all the room's clients.
		this.roomName = room.name();
		this.subscriber = subscriber;
		this.outcome = null;
	}

	/**
	 * Notes that the client is away.
	 */
	void disconnect() {
		this.subscriber = null;
	}

	boolean isConnected() {
		return this.subscriber != null;
	}

	/**
	 * Returns whether the client has yet to come into the room.
	 */
	boolean isComing() {
		return this.room == null;
	}

	/**
	 * Notes that the client has been on another node since, and may have joined the room
	 * there: it has to join it anew.
	 */
	void outdate() {
		this.outdated = true;
	}

	boolean isOutdated() {
		return this.outdated;
	}

	/**
	 * Notes that the client is not in the room any more.
	 */
	void end() {
		this.over = true;
	}

	boolean isOver() {
		return this.over;
	}

	Room room() {
		if (this.room == null) {
			throw new IllegalStateException(this.member + " has not joined " + this.roomName);
		}
		return this.room;
	}

	Subscriber subscriber() {
		if (this.subscriber == null) {
			throw new IllegalStateException(this.member + " is not connected to " + this.roomName);
		}
		return this.subscriber;
	}

	/**
	 * Returns what hears of messages that are said without an id.
	 */
	SayOutcome outcome(Conversation by) {
		SayOutcome current = this.outcome;
		if (current == null) {
			current = new SayOutcome(by, this.roomName, null);
			this.outcome = current;
		}
		return current;
	}

}
