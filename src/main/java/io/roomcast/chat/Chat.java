package io.roomcast.chat;

import java.util.concurrent.atomic.AtomicLong;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Outlet;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Cursor.Parsed;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import io.roomcast.protocol.TextRules;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Decides which clients may join, and opens a conversation for each of them. Any thread
 * may call.
 */
@Component
public final class Chat {

	/** The room of a client that names none. */
	public static final String LOBBY = "lobby";

	private final Engine engine;

	private final Presence presence;

	private final ClientProperties properties;

	private final TextRules rules;

	private final AtomicLong lastClient = new AtomicLong();

	Chat(Engine engine, Presence presence, ClientProperties properties) {
		this.engine = engine;
		this.presence = presence;
		this.properties = properties;
		this.rules = properties.textRules();
		requireWithin(properties.maxMessageSize(), engine.clientBudget());
	}

	private static void requireWithin(DataSize maxMessageSize, Budget budget) {
		if (maxMessageSize.toBytes() > budget.limit()) {
			throw new InvalidConfigurationPropertyValueException("roomcast.client.max-message-size", maxMessageSize,
					"it is more than may be held for all clients together, roomcast.memory.client-budget is "
							+ budget.limit() + "B");
		}
	}

	/**
	 * Decides whether a client may join, and reserves its nick if it may.
	 * @param nick the nick that it asks for, or null if it takes the one that it gets
	 * @param since the cursor of the last message that it knows, or null if it wants new
	 * messages only
	 */
	public Admission admit(String room, @Nullable String nick, @Nullable String since) {
		Refusal refusal = NameRules.checkRoom(room);
		Cursor cursor = null;
		if (refusal == null && since != null) {
			Parsed parsed = Cursor.parse(since);
			refusal = (parsed instanceof Parsed.Bad bad) ? bad.refusal() : null;
			cursor = (parsed instanceof Parsed.Good good) ? good.cursor() : null;
		}
		if (refusal == null && nick != null) {
			refusal = reserve(room, nick);
		}
		return (refusal != null) ? new Admission.Refused(refusal) : new Admission.Granted(room, nick, cursor);
	}

	private @Nullable Refusal reserve(String room, String nick) {
		Refusal refusal = NameRules.checkNick(nick);
		if (refusal == null && !this.presence.reserve(room, nick)) {
			return new Refusal(Reason.NICK_TAKEN,
					"nick " + Refusal.quote(nick) + " is taken in room " + Refusal.quote(room));
		}
		return refusal;
	}

	/**
	 * Frees the nick of a client that was admitted but did not join.
	 */
	public void release(Admission.Granted admission) {
		if (admission.nick() != null) {
			this.presence.remove(admission.room(), admission.nick());
		}
	}

	/**
	 * Joins an admitted client to its room and welcomes it. If that fails, its nick is
	 * free again and the client has not joined.
	 * @param subprotocol what the handshake has agreed on, or null for plain text
	 */
	public Conversation open(Admission.Granted admission, Outlet outlet, @Nullable String subprotocol) {
		long client = this.lastClient.incrementAndGet();
		String nick = (admission.nick() != null) ? admission.nick() : "user_" + client;
		String room = admission.room();
		Conversation conversation = new Conversation(this.engine, ClientProtocol.of(subprotocol), this.rules,
				new Member(nick, client), outlet, () -> this.presence.remove(room, nick));
		this.presence.add(room, conversation);
		try {
			conversation.join(room, admission.since(), this.properties.pingSeconds());
			return conversation;
		}
		catch (RuntimeException | Error ex) {
			this.presence.remove(room, nick);
			throw ex;
		}
	}

	/**
	 * Returns how large a text frame of a client may be, in bytes of payload.
	 * @param subprotocol what the handshake has agreed on, or null for plain text
	 */
	public int maxTextFrameBytes(@Nullable String subprotocol) {
		return ClientProtocol.of(subprotocol).maxFrameBytes(this.rules);
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
	 * Returns the faults of the service itself.
	 */
	public Failures failures() {
		return this.engine.failures();
	}

}
