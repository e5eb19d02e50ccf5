package io.roomcast.chat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Outlet;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Cursor.Parsed;
import io.roomcast.protocol.JsonCodec;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The door to all rooms: says who may join, and opens a conversation for each. Any
 * thread.
 */
@Component
public final class Chat {

	/** The room of who names none. */
	public static final String LOBBY = "lobby";

	private static final ClientProtocol PLAIN = new ClientProtocol.Plain();

	private final Engine engine;

	private final Presence presence;

	private final ClientProtocol json;

	private final AtomicLong lastClient = new AtomicLong();

	Chat(Engine engine, Presence presence, MessageProperties messages) {
		this.engine = engine;
		this.presence = presence;
		this.json = new ClientProtocol.Json(new JsonCodec(messages.maxBytes()));
	}

	/**
	 * Decides on a client that wants to join, and holds the nick for it if it may.
	 * @param nick the nick it asks for, or null if it takes what it gets
	 * @param since the cursor of the last message that it knows, or null if it wants none
	 * but new ones
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
	 * Gives the nick back of a client that was admitted but never came.
	 */
	public void release(Admission.Granted admission) {
		if (admission.nick() != null) {
			this.presence.remove(admission.room(), admission.nick());
		}
	}

	/**
	 * Joins an admitted client to its room and welcomes it. If that fails, its nick is
	 * free again and nobody has joined.
	 * @param json whether it speaks {@link JsonCodec#SUBPROTOCOL}, or plain text
	 * @param pingInterval how long it may be silent before it is pinged
	 */
	public Conversation open(Admission.Granted admission, Outlet outlet, boolean json, Duration pingInterval) {
		long client = this.lastClient.incrementAndGet();
		String nick = (admission.nick() != null) ? admission.nick() : "user_" + client;
		String room = admission.room();
		Conversation conversation = new Conversation(this.engine, json ? this.json : PLAIN, nick, client, outlet,
				() -> this.presence.remove(room, nick));
		this.presence.add(room, conversation);
		try {
			conversation.join(room, admission.since(), pingInterval.toSeconds());
			return conversation;
		}
		catch (RuntimeException | Error ex) {
			this.presence.remove(room, nick);
			throw ex;
		}
	}

	/**
	 * Takes no more messages, as the service stops. What was said before still goes to
	 * all.
	 */
	public void seal() {
		this.engine.seal();
	}

	/**
	 * How many clients are connected.
	 */
	public long clients() {
		return this.engine.clients();
	}

	/**
	 * The memory that is taken for single clients.
	 */
	public Budget clientBudget() {
		return this.engine.clientBudget();
	}

	/**
	 * What went wrong in the service itself.
	 */
	public Failures failures() {
		return this.engine.failures();
	}

}
