package io.roomcast.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Traffic.Refused;
import io.roomcast.protocol.Command;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A newer token of a client that is connected, until it is verified. Meanwhile the client
 * is not read.
 */
final class TokenRenewal {

	private final ChatContext context;

	private final RoomAccess access;

	private final Conversation by;

	private final Command.Token command;

	TokenRenewal(ChatContext context, RoomAccess access, Conversation by, Command.Token command) {
		this.context = context;
		this.access = access;
		this.by = by;
		this.command = command;
	}

	void begin() {
		this.by.beginWait();
		this.context.tokens().verify(this.command.token()).thenAccept(this::settle).exceptionally((failure) -> {
			this.context.engine().failures().add("renewing a token", failure);
			this.by.close(Disconnect.HANDLING_FAILED);
			return null;
		});
	}

	private void settle(TokenVerifier.Result result) {
		Refusal refusal = (result instanceof TokenVerifier.Result.Refused refused) ? refused.refusal()
				: apply(((TokenVerifier.Result.Valid) result).identity());
		if (refusal != null) {
			this.context.engine().traffic().addRefused(Refused.TOKEN);
			this.by.tell(refusal.answering(this.command).toEvent());
		}
		this.by.endWait();
	}

	/**
	 * Has the client go on with what the token says.
	 * @return why not; null if it does, or is gone
	 */
	private @Nullable Refusal apply(Identity renewed) {
		Session session = this.by.session();
		Identity known = this.by.identity();
		if (known == null || !known.subject().equals(renewed.subject())) {
			return new Refusal(Reason.UNAUTHORIZED, "the token is another client's");
		}
		if (!Objects.equals(known.nick(), renewed.nick())) {
			return new Refusal(Reason.UNAUTHORIZED, "the token names another nick: connect anew with it");
		}
		synchronized (session) {
			if (session.isOf(this.by)) {
				this.by.renew(renewed);
				this.by.tell(new Event.Token(renewed.expiresAt(), this.command.id()));
				leaveClosedRooms(session, renewed);
			}
		}
		return null;
	}

	private void leaveClosedRooms(Session session, Identity renewed) {
		List<Membership> all = new ArrayList<>(session.memberships().all(true));
		all.addAll(session.memberships().all(false));
		for (Membership membership : all) {
			Refusal refusal = this.context.rights().checkEnter(renewed, membership.roomName());
			if (refusal != null) {
				leave(session, membership, refusal);
			}
		}
	}

	private void leave(Session session, Membership membership, Refusal why) {
		session.memberships().remove(membership);
		if (membership.isConnected()) {
			this.access.leave(membership, () -> {
				this.by.tell(why.toEvent());
				this.by.tell(new Event.Left(membership.roomName(), membership.nick(), membership.client(),
						Instant.now(), null));
			});
		}
		else {
			this.access.leaveAway(membership);
		}
	}

}
