package io.roomcast.chat;

import java.util.concurrent.atomic.AtomicLong;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Outlet;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The door to all rooms: says who may join, and opens a conversation for who does. Any
 * thread.
 */
@Component
public final class Chat {

	/** The room of who names none. */
	public static final String LOBBY = "lobby";

	private final Engine engine;

	private final Roster roster = new Roster();

	private final AtomicLong lastClient = new AtomicLong();

	Chat(Engine engine) {
		this.engine = engine;
	}

	/**
	 * Decides on a client that wants to join, and holds the nick for it if it may.
	 * @param nick the nick it asks for, or null if it takes what it gets
	 */
	public Admission admit(String room, @Nullable String nick) {
		Refusal refusal = Names.checkRoom(room);
		if (refusal == null && nick != null) {
			refusal = Names.checkNick(nick);
			if (refusal == null && !this.roster.hold(room, nick)) {
				refusal = new Refusal(Reason.NICK_TAKEN,
						"nick " + Refusal.quote(nick) + " is taken in room " + Refusal.quote(room));
			}
		}
		return (refusal != null) ? new Admission.Refused(refusal) : new Admission.Granted(room, nick);
	}

	/**
	 * Gives the nick back of a client that was admitted but never came.
	 */
	public void release(Admission.Granted admission) {
		if (admission.nick() != null) {
			this.roster.release(admission.room(), admission.nick());
		}
	}

	/**
	 * Joins an admitted client to its room and welcomes it.
	 */
	public Conversation open(Admission.Granted admission, Outlet outlet) {
		long client = this.lastClient.incrementAndGet();
		String nick = (admission.nick() != null) ? admission.nick() : "user_" + client;
		return new Conversation(this.engine, () -> release(admission), nick, admission.room(), client, outlet);
	}

	/**
	 * How many clients are connected.
	 */
	public long clients() {
		return this.engine.clients();
	}

}
