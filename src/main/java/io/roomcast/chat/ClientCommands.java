package io.roomcast.chat;

import java.time.Instant;
import java.util.function.Consumer;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Start;
import io.roomcast.protocol.Command;
import io.roomcast.protocol.CommandId;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Carries out what clients ask for. Each method returns why that is refused, or null if
 * it is not. Called under the lock of the client's session.
 */
@Component
final class ClientCommands {

	private final Engine engine;

	private final Rooms rooms;

	private final RoomAccess access;

	private final RoomRights rights;

	ClientCommands(Engine engine, Rooms rooms, RoomAccess access, RoomRights rights) {
		this.engine = engine;
		this.rooms = rooms;
		this.access = access;
		this.rights = rights;
	}

	@Nullable Refusal carryOut(Conversation by, Command command) {
		if (command instanceof Command.Join join) {
			join(by, new JoinRequest(join.room(), join.nick(), start(join), join.id(), null), Frames.none(),
					(refusal) -> by.tell(refusal.answering(join).toEvent()));
			return null;
		}
		if (command instanceof Command.Token token) {
			by.renew(token, this.access);
			return null;
		}
		Membership membership = by.session().findConnected(command.room());
		if (membership == null) {
			return by.session().notFound(command.room());
		}
		by.use(membership);
		if (command instanceof Command.Say say) {
			return say(by, membership, say);
		}
		if (command instanceof Command.Leave leave) {
			leave(by, membership, leave);
		}
		else if (command instanceof Command.Who who) {
			membership.room().answerInOrder(membership.subscriber(), () -> this.rooms.who(membership, who.id()));
		}
		else if (command instanceof Command.History history) {
			by.tell(this.rooms.history(membership, history));
		}
		return null;
	}

	private static Start start(Command.Join join) {
		if (join.since() != null) {
			return new Start.After(ChatContent.position(join.since()));
		}
		return (join.last() != null) ? new Start.Last(join.last()) : Start.NOW;
	}

	/**
	 * Joins a client to a room, or connects it anew to one that it is away from.
	 * @param hello frames that it gets before the welcome, unless it is refused
	 * @param refused hears why it has not joined, on any thread
	 */
	void join(Conversation by, JoinRequest request, byte[] hello, Consumer<Refusal> refused) {
		Session session = by.session();
		Membership membership;
		Refusal refusal;
		synchronized (session) {
			if (!session.isOf(by)) {
				this.access.cancel(request);
				return;
			}
			Membership found = session.find(request.room());
			refusal = (found != null) ? checkAway(found) : this.access.check(session, request);
			refusal = (refusal != null) ? refusal : checkRights(by, request);
			if (refusal == null && found != null && !found.isOutdated()) {
				new PendingJoin(this.engine, by, request, found, hello, refused).reconnect();
				return;
			}
			membership = new Membership(session, request);
			if (refusal == null) {
				session.beginJoin();
			}
		}
		if (refusal == null) {
			new PendingJoin(this.engine, by, request, membership, hello, refused).begin();
		}
		else {
			this.access.cancel(request);
			refused.accept(refusal);
		}
	}

	private @Nullable Refusal checkRights(Conversation by, JoinRequest request) {
		Refusal refusal = (request.nick() != null) ? RoomAccess.checkOwnNick(by.identity(), request.nick()) : null;
		return (refusal != null) ? refusal : this.rights.checkEnter(by.identity(), request.room());
	}

	private static @Nullable Refusal checkAway(Membership found) {
		return found.isConnected() ? new Refusal(Reason.ALREADY_IN_ROOM,
				"the client is in room " + Refusal.quote(found.roomName()) + " already") : null;
	}

	private @Nullable Refusal say(Conversation by, Membership membership, Command.Say say) {
		Refusal refusal = this.rights.checkSpeak(by.identity(), membership.roomName());
		if (refusal != null) {
			return refusal;
		}
		ChatContent.Message message = new ChatContent.Message(membership.roomName(), membership.member(), say.body(),
				say.id());
		CommandId id = say.id();
		if (id == null) {
			this.engine.publish(membership.room(), membership.subscriber(), message, null, membership.outcome(by));
			return null;
		}
		Receipts.Receipt known = by.session().receipts().find(id);
		if (known != null) {
			return repeat(by, message, known);
		}
		this.engine.publish(membership.room(), membership.subscriber(), message, SayOutcome.sayId(id, message),
				new SayOutcome(by, message.room(), message));
		return null;
	}

	/**
	 * Gives the receipt of something that was said already once more.
	 */
	private static @Nullable Refusal repeat(Conversation by, ChatContent.Message message, Receipts.Receipt known) {
		if (known.fingerprint() != message.fingerprint()) {
			return SayOutcome.idReused(message);
		}
		by.tell(message.repeated(known.position(), known.at()));
		return null;
	}

	private void leave(Conversation by, Membership membership, Command.Leave leave) {
		by.beginWait();
		by.session().memberships().remove(membership);
		this.access.leave(membership, () -> {
			by.tell(new Event.Left(membership.roomName(), membership.nick(), by.client(), Instant.now(), leave.id()));
			by.endWait();
		});
	}

}
