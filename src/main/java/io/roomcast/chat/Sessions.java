package io.roomcast.chat;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The sessions of this node that clients can come back to, and the numbers of all
 * clients. Any thread may call.
 */
final class Sessions {

	private final ConcurrentMap<Long, Session> resumable = new ConcurrentHashMap<>();

	private final AtomicLong lastClient = new AtomicLong();

	private final RoomAccess rooms;

	private final Duration grace;

	private final Executor afterGrace;

	/**
	 * Makes a registry without sessions.
	 * @param grace how long a client may be away
	 * @param afterGrace runs an action when a grace is over that begins now
	 */
	Sessions(RoomAccess rooms, Duration grace, Executor afterGrace) {
		this.rooms = rooms;
		this.grace = grace;
		this.afterGrace = afterGrace;
	}

	/**
	 * Makes the session of a new client.
	 * @param nick null for one of the server's
	 * @param resumable whether the client can come back to it
	 */
	Session create(@Nullable String nick, boolean resumable) {
		long client = this.lastClient.incrementAndGet();
		Session session = new Session(this, client, (nick != null) ? nick : "user_" + client,
				resumable ? SessionToken.random(client) : null);
		if (resumable) {
			this.resumable.put(client, session);
		}
		return session;
	}

	/**
	 * Returns the session that a token is for; null if there is none, or if the secret is
	 * another.
	 */
	@Nullable Session find(SessionToken token) {
		Session found = this.resumable.get(token.client());
		SessionToken expected = (found != null) ? found.token() : null;
		return (expected != null && expected.matches(token)) ? found : null;
	}

	void remove(Session session) {
		this.resumable.remove(session.client(), session);
	}

	RoomAccess rooms() {
		return this.rooms;
	}

	/**
	 * Returns how long a client may be away; not at all if this is zero.
	 */
	Duration grace() {
		return this.grace;
	}

	/**
	 * Runs an action when the grace that begins now is over.
	 */
	void afterGrace(Runnable action) {
		this.afterGrace.execute(action);
	}

}
