package io.roomcast.chat;

import io.roomcast.engine.Engine;
import io.roomcast.engine.Reservation;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Outlet;
import io.roomcast.fanout.Start;
import io.roomcast.fanout.Traffic;
import io.roomcast.protocol.BodyRules;
import io.roomcast.protocol.JsonCodec;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Decides which clients may connect, and opens a conversation for each of them. Any
 * thread may call.
 */
@Component
public final class Chat {

	/** The room of a client that names none. */
	public static final String LOBBY = "lobby";

	private final ChatContext context;

	private final Engine engine;

	private final NickReservations nicks;

	private final BodyRules rules;

	Chat(ChatContext context, NickReservations nicks) {
		this.context = context;
		this.engine = context.engine();
		this.nicks = nicks;
		this.rules = context.properties().bodyRules();
		requireWithin(context.properties().maxMessageSize(), this.engine.clientBudget());
	}

	private static void requireWithin(DataSize maxMessageSize, Budget budget) {
		if (maxMessageSize.toBytes() > budget.limit()) {
			throw new InvalidConfigurationPropertyValueException("roomcast.client.max-message-size", maxMessageSize,
					"it is more than may be held for all clients together, roomcast.memory.client-budget is "
							+ budget.limit() + "B");
		}
	}

	/**
	 * Decides whether a client may connect. In plain text its nick is reserved if it may:
	 * that can take 2 seconds, and is the only thing here that blocks.
	 * @param subprotocol what the handshake will agree on, or null for plain text
	 */
	public Admission admit(ConnectRequest request, @Nullable String subprotocol) {
		ConnectFields fields = new ConnectFields(request);
		if (request.room() != null) {
			fields.refuse(NameRules.checkRoom(request.room()));
		}
		if (request.nick() != null) {
			fields.refuse(NameRules.checkNick(request.nick()));
			fields.refuse(RoomAccess.checkOwnNick(request.identity(), request.nick()));
		}
		Start start = fields.start();
		SessionToken session = fields.session();
		if (subprotocol == null) {
			fields.refuse(checkPlainText(request));
		}
		if (fields.refusal() == null && request.room() != null) {
			fields.refuse(this.context.rights().checkEnter(request.identity(), request.room()));
		}
		if (fields.refusal() == null && subprotocol == null && request.room() != null) {
			// Only now can it be told by a status.
			Unavailable full = this.engine.checkRoom(request.room());
			if (full != null) {
				return new Admission.Refused(Refusal.unavailable(full.sentence(), full.retryAfter()));
			}
		}
		Reservation reservation = null;
		// One whose token names it gets another nick if its own is taken: none is refused
		// for it.
		boolean chosen = RoomAccess.isNickChosen(request.identity());
		if (fields.refusal() == null && subprotocol == null && request.room() != null && request.nick() != null
				&& chosen) {
			NickReservations.Result result = this.nicks.reserve(request.room(), request.nick());
			if (result instanceof NickReservations.Result.Refused refused) {
				return new Admission.Refused(refused.refusal());
			}
			reservation = ((NickReservations.Result.Reserved) result).reservation();
		}
		Refusal refusal = fields.refusal();
		return (refusal != null) ? new Admission.Refused(refusal) : new Admission.Granted(request.room(),
				chosen ? request.nick() : ownNick(request), start, session, reservation, request.identity());
	}

	private static @Nullable String ownNick(ConnectRequest request) {
		return (request.identity() != null) ? request.identity().nick() : null;
	}

	private static @Nullable Refusal checkPlainText(ConnectRequest request) {
		if (request.room() == null) {
			return new Refusal(Reason.BAD_FIELD,
					"/connect needs the subprotocol " + JsonCodec.SUBPROTOCOL + ": plain text is in one room");
		}
		if (request.session() != null) {
			return new Refusal(Reason.BAD_FIELD, "parameter 'session' needs the subprotocol " + JsonCodec.SUBPROTOCOL);
		}
		return null;
	}

	/**
	 * Frees what is reserved for a client that was admitted but does not come.
	 */
	public void release(Admission.Granted admission) {
		if (admission.reservation() != null) {
			this.engine.presence().release(admission.reservation());
		}
	}

	/**
	 * Opens the conversation of a client that is admitted. It has yet to be started.
	 * @param subprotocol what the handshake has agreed on, or null for plain text
	 */
	public Conversation open(Outlet outlet, @Nullable String subprotocol) {
		this.engine.traffic().addOpened();
		return new Conversation(this.context, ClientProtocol.of(subprotocol), outlet);
	}

	/**
	 * Opens the stream of a listener that was admitted as a client with the JSON protocol
	 * is. It has yet to be started.
	 * @param number tells listeners apart; positive and never reused
	 * @param identity who it has proved to be; null if the service asks for no tokens
	 */
	public Listening listen(Outlet outlet, long number, @Nullable Identity identity) {
		this.engine.traffic().addListener();
		return new Listening(this.engine, outlet, number, identity);
	}

	/**
	 * Returns what is written to a listener that was told nothing for long. It must not
	 * be changed.
	 */
	public byte[] pingListener() {
		return OutgoingProtocol.EVENT_STREAM.ping();
	}

	/**
	 * Tells a JSON client that it is refused, and closes it: a page cannot see the status
	 * of a refused handshake.
	 */
	public void refuse(Refusal refusal, Outlet outlet) {
		this.engine.traffic().addOpened();
		this.engine.traffic().addClosed(ConnectionRefusal.tell(refusal, ClientProtocol.JSON, outlet));
	}

	/**
	 * Returns how large a text frame of a client may be, in bytes of payload.
	 * @param subprotocol what the handshake has agreed on, or null for plain text
	 */
	public int maxTextFrameBytes(@Nullable String subprotocol) {
		return ClientProtocol.of(subprotocol).maxFrameBytes(this.rules);
	}

	/**
	 * Returns the frames of a ping to a client that was told nothing for long. They must
	 * not be changed.
	 * @param subprotocol what the handshake has agreed on, or null for plain text
	 */
	public byte[] ping(@Nullable String subprotocol) {
		return ClientProtocol.of(subprotocol).ping();
	}

	/**
	 * Takes no more messages from now on, as the service stops. What was said before
	 * still goes to all clients.
	 */
	public void seal() {
		this.engine.seal();
	}

	/**
	 * Returns how many clients are connected.
	 */
	public long clients() {
		return this.engine.clients();
	}

	/**
	 * Returns the budget of what is held for single clients.
	 */
	public Budget clientBudget() {
		return this.engine.clientBudget();
	}

	/**
	 * Counts a message that did not come by a socket, and is larger than one may be.
	 */
	public void refuseTooLarge() {
		this.engine.traffic().addRefused(Traffic.Refused.MESSAGE_SIZE);
	}

	/**
	 * Returns what counts all traffic.
	 */
	public Traffic traffic() {
		return this.engine.traffic();
	}

	/**
	 * Counts memory that is held for one client alone outside of its socket.
	 * @param change how many bytes more; fewer if negative
	 * @return whether all that is held for single clients is within its budget
	 */
	public boolean hold(long change) {
		this.engine.clientBudget().add(change);
		return !this.engine.clientBudget().isOver();
	}

	/**
	 * Returns the faults of the service itself.
	 */
	public Failures failures() {
		return this.engine.failures();
	}

}
