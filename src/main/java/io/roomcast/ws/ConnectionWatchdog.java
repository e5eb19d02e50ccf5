package io.roomcast.ws;

import java.time.Duration;

import io.roomcast.chat.ClientProperties;
import io.roomcast.chat.Conversation;
import io.roomcast.fanout.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.socket.CloseStatus;

/**
 * Looks at every connection now and then: pings the silent, ends those that stay silent,
 * do not take a write or do not answer a close frame. One walk for all, no timer for
 * each. One thread at a time.
 */
final class ConnectionWatchdog implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionWatchdog.class);

	private final OpenSessions sessions;

	private final ClientProperties times;

	private final Failures failures;

	ConnectionWatchdog(OpenSessions sessions, ClientProperties times, Failures failures) {
		this.failures = failures;
		this.sessions = sessions;
		this.times = times;
	}

	/**
	 * Looks at all. One that cannot be looked at is logged and counted: it must not keep
	 * the others from being looked at, nor the sweep from coming again.
	 */
	@Override
	public void run() {
		this.sessions.forEach(this::lookSafely);
	}

	private void lookSafely(ChatSession session) {
		try {
			look(session, System.nanoTime());
		}
		catch (RuntimeException ex) {
			this.failures.add("looking at client " + session.getId(), ex);
		}
	}

	private void look(ChatSession session, long now) {
		if (isOver(session.outlet().closingSince(), this.times.closeTimeout(), now)) {
			session.abort(CloseStatus.NO_CLOSE_FRAME);
		}
		else if (isOver(session.outlet().writingSince(), this.times.sendTimeout(), now)) {
			logger.info("client {} took no bytes for {} ms, limit {}: closed", session.getId(),
					millis(now - session.outlet().writingSince()), this.times.sendTimeout().toMillis());
			Conversation conversation = session.conversation();
			if (conversation != null) {
				conversation.tooSlow();
			}
			session.abort(CloseStatus.SERVICE_OVERLOAD);
		}
		else if (session.outlet().writingSince() == 0) {
			checkHeartbeat(session, now);
		}
	}

	/**
	 * Pings a client that is silent, and ends it if it stays so. While a write is under
	 * way a ping could not come through: then its progress is the sign of life.
	 */
	private void checkHeartbeat(ChatSession session, long now) {
		Heartbeat heartbeat = session.heartbeat();
		long silent = now - heartbeat.lastSeen();
		if (silent < this.times.pingInterval().toNanos()) {
			return;
		}
		if (!heartbeat.isPinged()) {
			heartbeat.pinged(now);
			session.outlet().writePing();
		}
		else if (isOver(heartbeat.pingedAt(), this.times.pongTimeout(), now)) {
			logger.debug("client {} showed no sign of life for {} ms: closed", session.getId(), millis(silent));
			session.abort(CloseStatus.NO_CLOSE_FRAME);
		}
	}

	private static boolean isOver(long since, Duration limit, long now) {
		return since != 0 && now - since > limit.toNanos();
	}

	private static long millis(long nanos) {
		return Duration.ofNanos(nanos).toMillis();
	}

}
