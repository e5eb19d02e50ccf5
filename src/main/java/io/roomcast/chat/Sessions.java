package io.roomcast.chat;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

import io.roomcast.engine.Engine;
import io.roomcast.engine.SessionDirectory;
import io.roomcast.engine.SessionRecord;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Traffic.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this node that clients can come back to. Any thread may call.
 */
final class Sessions {

	// Also those that another node has taken over, until their rooms are left here.
	private final ConcurrentMap<Long, Session> resumable = new ConcurrentHashMap<>();

	private final Engine engine;

	private final SessionDirectory directory;

	private final RoomAccess rooms;

	private final Away away;

	private final Executor afterGrace;

	/**
	 * Makes a registry without sessions.
	 * @param afterGrace runs an action when a grace is over that begins now
	 */
	Sessions(Engine engine, RoomAccess rooms, Away away, Executor afterGrace) {
		this.engine = engine;
		this.directory = engine.sessions();
		this.rooms = rooms;
		this.away = away;
		this.afterGrace = afterGrace;
		this.directory.onTakenOver(this::takenOver);
	}

	private void takenOver(long client) {
		Session session = this.resumable.get(client);
		if (session != null) {
			session.moveElsewhere();
		}
	}

	/**
	 * Makes the session of a new client; null if the engine has no number for it.
	 * @param nick null for one of the server's
	 * @param resumable whether the client can come back to it
	 * @param subject who the client is; null if nobody asks
	 */
	@Nullable Session create(@Nullable String nick, boolean resumable, @Nullable String subject) {
		long client = this.directory.nextClient();
		if (client == 0) {
			return null;
		}
		Session session = new Session(this, client, (nick != null) ? nick : "user_" + client,
				resumable ? SessionToken.random(client) : null, subject);
		if (resumable) {
			this.resumable.put(client, session);
		}
		return session;
	}

	/**
	 * Returns the session that this node has got from another one; the same as before, if
	 * it was here already.
	 */
	Session adopt(SessionRecord claimed, SessionToken token, @Nullable String subject) {
		Session session = this.resumable.compute(claimed.client(),
				(client, known) -> (known != null && known.isOf(token, subject)) ? known
						: new Session(this, client, claimed.nick(), token, subject));
		return Objects.requireNonNull(session);
	}

	/**
	 * Returns the session that a token is for; null if there is none, or if the secret is
	 * another, or somebody else's.
	 */
	@Nullable Session find(SessionToken token, @Nullable String subject) {
		Session found = this.resumable.get(token.client());
		return (found != null && found.isOf(token, subject)) ? found : null;
	}

	/**
	 * Forgets a session that is over.
	 */
	void remove(Session session) {
		if (this.resumable.remove(session.client(), session)) {
			this.directory.forget(session.client());
		}
	}

	SessionDirectory directory() {
		return this.directory;
	}

	Failures failures() {
		return this.engine.failures();
	}

	RoomAccess rooms() {
		return this.rooms;
	}

	/**
	 * Counts a client in that is away from now on, if it may be.
	 * @return whether it may
	 */
	boolean addAway() {
		if (this.away.grace().isZero()) {
			return false;
		}
		boolean within = this.engine.traffic().addAway(this.away.maxClients());
		if (!within) {
			this.engine.traffic().addRefused(Refused.AWAY);
		}
		return within;
	}

	/**
	 * Counts a client out that is not away any more.
	 */
	void removeAway() {
		this.engine.traffic().removeAway();
	}

	/**
	 * Runs an action when the grace that begins now is over.
	 */
	void afterGrace(Runnable action) {
		this.afterGrace.execute(action);
	}

}
