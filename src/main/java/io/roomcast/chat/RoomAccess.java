package io.roomcast.chat;

import java.io.ByteArrayOutputStream;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.JoinResult;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.LeaveListener;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Start;
import io.roomcast.fanout.Subscriber;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Member;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Lets clients into rooms and out of them: reserves and frees their nicks, welcomes them,
 * and has the others told. Called under the lock of the client's session.
 */
@Component
final class RoomAccess {

	private final Engine engine;

	private final Presence presence;

	private final int maxRooms;

	RoomAccess(Engine engine, Presence presence, ClientProperties properties) {
		this.engine = engine;
		this.presence = presence;
		this.maxRooms = properties.maxRooms();
	}

	/**
	 * Joins a client to a room that it is not in.
	 * @param before frames that it gets before the welcome, unless it is refused
	 * @return why it has not joined; null if it has
	 */
	@Nullable Refusal join(Conversation by, JoinRequest request, byte[] before) {
		Session session = by.session();
		String nick = (request.nick() != null) ? request.nick() : session.nick();
		Refusal refusal = check(session, request, nick);
		if (refusal != null) {
			cancel(request);
			return refusal;
		}
		by.send(before);
		if (!session.isOf(by)) {
			// The socket has failed, which ended the session.
			this.presence.remove(request.room(), nick);
			return null;
		}
		Membership membership = new Membership(session, request.room(), new Member(nick, session.client()));
		try {
			connect(by, membership, request, ChatContent.Notice.joined(membership.roomName(), membership.member()));
		}
		catch (RuntimeException | Error ex) {
			this.presence.remove(request.room(), nick);
			throw ex;
		}
		session.memberships().add(membership);
		return null;
	}

	private @Nullable Refusal check(Session session, JoinRequest request, String nick) {
		if (session.memberships().size() >= this.maxRooms) {
			return new Refusal(Reason.TOO_MANY_ROOMS, "the client is in " + session.memberships().size()
					+ " rooms, limit " + this.maxRooms + ": leave one first");
		}
		Refusal refusal = NameRules.checkRoom(request.room());
		if (refusal == null && request.nick() != null) {
			refusal = NameRules.checkNick(nick);
		}
		return (refusal == null && !request.nickReserved()) ? reserve(request.room(), nick) : refusal;
	}

	/**
	 * Reserves a nick in a room.
	 * @return why it is not reserved; null if it is
	 */
	@Nullable Refusal reserve(String room, String nick) {
		return this.presence.reserve(room, nick) ? null : new Refusal(Reason.NICK_TAKEN,
				"nick " + Refusal.quote(nick) + " is taken in room " + Refusal.quote(room));
	}

	/**
	 * Frees the nick if it was reserved for a request that is not carried out.
	 */
	void cancel(JoinRequest request) {
		if (request.nickReserved() && request.nick() != null) {
			release(request.room(), request.nick());
		}
	}

	/**
	 * Frees a nick that is reserved for a client which does not come.
	 */
	void release(String room, String nick) {
		this.presence.remove(room, nick);
	}

	/**
	 * Connects a client anew to a room that it is in, but was away from. Nobody else is
	 * told.
	 */
	void reconnect(Conversation by, Membership membership, JoinRequest request, byte[] before) {
		by.send(before);
		if (by.session().isOf(by)) {
			connect(by, membership, request, null);
		}
	}

	private void connect(Conversation by, Membership membership, JoinRequest request,
			ChatContent.@Nullable Notice notice) {
		Subscriber subscriber = by.subscriber();
		Room room = this.engine.join(membership.roomName(), subscriber,
				new Joining(request.start(), (joined) -> welcome(by, membership, request, joined), notice));
		membership.connect(room, subscriber);
	}

	/**
	 * Encodes the first frames of a client. Runs when the client is in the room and its
	 * notice has yet to come, so from now on it is among those who are there.
	 */
	private byte[] welcome(Conversation by, Membership membership, JoinRequest request, JoinResult joined) {
		this.presence.add(membership);
		Cursor cursor = ChatContent.cursor(joined.position());
		ByteArrayOutputStream frames = new ByteArrayOutputStream();
		frames.writeBytes(by.protocol()
			.encode(new Event.Welcome(membership.roomName(), membership.member().nick(), cursor, joined.recovered(),
					joined.clients(), request.id())));
		if (request.start() instanceof Start.After after && !joined.recovered()) {
			frames.writeBytes(by.protocol()
				.encode(new Event.Gap(membership.roomName(), ChatContent.cursor(after.position()), cursor)));
		}
		return frames.toByteArray();
	}

	/**
	 * Has a client away from a room that it stays in.
	 * @param whenServed run when it has got what was said before; not run if its socket
	 * takes no more bytes
	 */
	void disconnect(Membership membership, Runnable whenServed) {
		Subscriber subscriber = membership.subscriber();
		membership.disconnect();
		this.engine.leave(membership.room(), subscriber, null, new Leaving(null, whenServed));
	}

	/**
	 * Removes a client from a room that it is connected to.
	 * @param whenServed as with {@link #disconnect}
	 */
	void leave(Membership membership, Runnable whenServed) {
		Subscriber subscriber = membership.subscriber();
		membership.disconnect();
		this.engine.leave(membership.room(), subscriber, left(membership), new Leaving(membership, whenServed));
	}

	/**
	 * Removes a client from a room that it is away from.
	 */
	void leaveAway(Membership membership) {
		this.engine.leaveAbsent(membership.room(), membership.member().client(), left(membership),
				new Leaving(membership, () -> {
				}));
	}

	private static ChatContent.Notice left(Membership membership) {
		return ChatContent.Notice.left(membership.roomName(), membership.member());
	}

	/**
	 * Frees the nick before anybody can hear that its owner left.
	 */
	private final class Leaving implements LeaveListener {

		private final @Nullable Membership ended;

		private final Runnable whenServed;

		/**
		 * Makes the listener to a leave.
		 * @param ended what ends with it, or null if the client is only away
		 */
		Leaving(@Nullable Membership ended, Runnable whenServed) {
			this.ended = ended;
			this.whenServed = whenServed;
		}

		@Override
		public void onLeft() {
			if (this.ended != null) {
				RoomAccess.this.presence.remove(this.ended.roomName(), this.ended.member().nick());
			}
		}

		@Override
		public void onServed() {
			this.whenServed.run();
		}

	}

}
