package io.roomcast.chat;

import java.util.Objects;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Traffic.Refused;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Decides which clients may come into a room, and lets them out again. Called under the
 * lock of the client's session.
 */
@Component
final class RoomAccess {

	private final Engine engine;

	private final int maxRooms;

	private final RoomEvents events;

	RoomAccess(Engine engine, ClientProperties properties, RoomEvents events) {
		this.events = events;
		this.engine = engine;
		this.maxRooms = properties.maxRooms();
	}

	/**
	 * Returns why a client may not join a room that it is not in; null if it may, unless
	 * its nick is taken.
	 */
	@Nullable Refusal check(Session session, JoinRequest request) {
		if (session.memberships().size() >= this.maxRooms) {
			this.engine.traffic().addRefused(Refused.CLIENT_ROOMS);
			return new Refusal(Reason.TOO_MANY_ROOMS, "the client is in " + session.memberships().size()
					+ " rooms, limit " + this.maxRooms + ": leave one first");
		}
		Refusal refusal = NameRules.checkRoom(request.room());
		if (refusal == null && request.nick() != null) {
			refusal = NameRules.checkNick(request.nick());
		}
		return refusal;
	}

	/**
	 * Returns whether somebody may choose a nick, and may find it taken.
	 */
	static boolean isNickChosen(@Nullable Identity who) {
		return who == null || who.isOperator();
	}

	/**
	 * Returns why somebody may not have a nick that keeps the rule; null if they may. Of
	 * those whom tokens name nobody may look like another one.
	 */
	static @Nullable Refusal checkOwnNick(@Nullable Identity who, String nick) {
		if (isNickChosen(who) || nick.equals(Objects.requireNonNull(who).nick())) {
			return null;
		}
		String own = who.nick();
		return new Refusal(Reason.NOT_ALLOWED,
				"nick " + Refusal.quote(nick) + " is not the one of the token, "
						+ ((own != null) ? "which is " + Refusal.quote(own) : "which has none that may be used")
						+ ": ask for no nick");
	}

	static Refusal nickTaken(String room, String nick) {
		return new Refusal(Reason.NICK_TAKEN,
				"nick " + Refusal.quote(nick) + " is taken in room " + Refusal.quote(room));
	}

	/**
	 * Frees the nick if it was reserved for a request that is not carried out.
	 */
	void cancel(JoinRequest request) {
		if (request.reservation() != null) {
			this.engine.presence().release(request.reservation());
		}
	}

	/**
	 * Has a client away from a room that it stays in.
	 * @param whenServed run when it has got what was said before; not run if its socket
	 * takes no more bytes
	 */
	void disconnect(Membership membership, Runnable whenServed) {
		if (membership.isConnected()) {
			this.engine.disconnect(membership.room(), membership.subscriber(), whenServed);
			membership.disconnect();
		}
	}

	/**
	 * Has a client out of a room that is in it on another node by now, or not at all.
	 * Nobody is told.
	 */
	void drop(Membership membership) {
		membership.end();
		disconnect(membership, Served.ignored());
	}

	/**
	 * Removes a client from a room that it is connected to.
	 * @param whenServed as with {@link #disconnect}
	 */
	void leave(Membership membership, Runnable whenServed) {
		this.engine.leave(membership.room(), membership, membership.subscriber(), left(membership), whenServed);
		this.events.left(membership);
		membership.disconnect();
	}

	/**
	 * Removes a client from a room that it is away from.
	 */
	void leaveAway(Membership membership) {
		this.engine.leave(membership.room(), membership, null, left(membership), Served.ignored());
		this.events.left(membership);
	}

	/**
	 * Notes that a client has lost its nick in a room, and with it its place there.
	 */
	void displaced(Membership membership) {
		this.events.left(membership);
	}

	private static ChatContent.Notice left(Membership membership) {
		return ChatContent.Notice.left(membership.roomName(), membership.member());
	}

}
