package io.roomcast.chat;

import java.time.Instant;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Start;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.protocol.Command;
import io.roomcast.protocol.CommandId;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Carries out what clients ask for. Each method returns why that is refused, or null if
 * it is not. Called under the lock of the client's session, except {@link #join}.
 */
@Component
final class ClientCommands {

	private final Engine engine;

	private final Rooms rooms;

	private final RoomAccess access;

	ClientCommands(Engine engine, Rooms rooms, RoomAccess access) {
		this.engine = engine;
		this.rooms = rooms;
		this.access = access;
	}

	@Nullable Refusal carryOut(Conversation by, Command command) {
		if (command instanceof Command.Join join) {
			return join(by, new JoinRequest(join.room(), join.nick(), start(join), join.id(), false), Frames.none());
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
	 * @param before frames that it gets before the welcome, unless it is refused
	 */
	@Nullable Refusal join(Conversation by, JoinRequest request, byte[] before) {
		synchronized (by.session()) {
			if (!by.session().isOf(by)) {
				this.access.cancel(request);
				return null;
			}
			Membership found = by.session().find(request.room());
			if (found == null) {
				return this.access.join(by, request, before);
			}
			if (found.isConnected()) {
				return new Refusal(Reason.ALREADY_IN_ROOM,
						"the client is in room " + Refusal.quote(request.room()) + " already");
			}
			this.access.reconnect(by, found, request, before);
			return null;
		}
	}

	private @Nullable Refusal say(Conversation by, Membership membership, Command.Say say) {
		ChatContent.Message message = new ChatContent.Message(membership.roomName(), membership.member(), say.body(),
				say.id());
		CommandId id = say.id();
		Receipts.Receipt known = (id != null) ? by.session().receipts().find(id) : null;
		if (id != null && known != null) {
			return repeat(by, message, id, known);
		}
		StoredMessage stored = this.engine.publish(membership.room(), membership.subscriber(), message);
		if (id != null && stored != null) {
			by.session().receipts().add(id, message.fingerprint(), stored);
		}
		return null;
	}

	/**
	 * Gives the receipt of something that was said already once more.
	 */
	private static @Nullable Refusal repeat(Conversation by, ChatContent.Message message, CommandId id,
			Receipts.Receipt known) {
		if (known.fingerprint() != message.fingerprint()) {
			return new Refusal(Reason.ID_REUSED,
					"id " + Refusal.quote(id.text()) + " was used for another message of this session", message.room(),
					null);
		}
		by.tell(message.repeated(known.position(), known.at()));
		return null;
	}

	private void leave(Conversation by, Membership membership, Command.Leave leave) {
		by.beginLeaving();
		by.session().memberships().remove(membership);
		this.access.leave(membership, () -> {
			by.tell(new Event.Left(membership.roomName(), membership.member().nick(), by.client(), Instant.now(),
					leave.id()));
			by.endLeaving();
		});
	}

}
