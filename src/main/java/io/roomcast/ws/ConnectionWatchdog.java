package io.roomcast.ws;

import java.time.Duration;

import io.roomcast.chat.ClientProperties;
import io.roomcast.chat.Conversation;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks all connections: pings those that are silent, and cuts those that stay silent,
 * take no bytes of a write or do not answer a close frame. There is no timer for each
 * connection. Run by one thread at a time.
 */
final class ConnectionWatchdog implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionWatchdog.class);

	private final OpenSessions sessions;

	private final ClientProperties properties;

	private final Failures failures;

	ConnectionWatchdog(OpenSessions sessions, ClientProperties properties, Failures failures) {
		this.failures = failures;
		this.sessions = sessions;
		this.properties = properties;
	}

	/**
	 * Checks all connections. A check that fails is logged and counted, and the others go
	 * on.
	 */
	@Override
	public void run() {
		this.sessions.forEach(this::checkSafely);
	}

	private void checkSafely(ChatSession session) {
		try {
			check(session, System.nanoTime());
		}
		catch (RuntimeException ex) {
			this.failures.add("checking " + session, ex);
		}
	}

	private void check(ChatSession session, long now) {
		if (isOver(session.outlet().closingSince(), this.properties.closeTimeout(), now)) {
			session.abort(Disconnect.WITHOUT_CLOSE_FRAME);
		}
		else if (isOver(session.outlet().writingSince(), this.properties.sendTimeout(), now)) {
			logger.info("{} took no bytes for {} ms, limit {}: closed", session,
					millis(now - session.outlet().writingSince()), this.properties.sendTimeout().toMillis());
			Conversation conversation = session.conversation();
			if (conversation != null) {
				conversation.tooSlow();
			}
			session.abort(Disconnect.SEND_TIMEOUT);
		}
		else if (session.outlet().writingSince() == 0) {
			checkHeartbeat(session, now);
		}
	}

	/**
	 * Pings a client that is silent, and cuts it if it stays silent. Not called while a
	 * write is under way: a ping could not get through, and the progress of the write is
	 * the sign of life.
	 */
	private void checkHeartbeat(ChatSession session, long now) {
		Heartbeat heartbeat = session.heartbeat();
		long silent = now - heartbeat.lastSeen();
		if (silent < this.properties.pingInterval().toNanos()) {
			return;
		}
		if (!heartbeat.isPinged()) {
			heartbeat.pinged(now);
			session.outlet().writePing();
		}
		else if (isOver(heartbeat.pingedAt(), this.properties.pongTimeout(), now)) {
			logger.debug("{} showed no sign of life for {} ms: closed", session, millis(silent));
			session.abort(Disconnect.WITHOUT_CLOSE_FRAME);
		}
	}

	private static boolean isOver(long since, Duration limit, long now) {
		return since != 0 && now - since > limit.toNanos();
	}

	private static long millis(long nanos) {
		return Duration.ofNanos(nanos).toMillis();
	}

}
