package io.roomcast.ws;

import java.time.Clock;
import java.time.Duration;

import io.roomcast.chat.ClientProperties;
import io.roomcast.chat.Participant;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Traffic;
import io.roomcast.fanout.Traffic.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks all connections: pings those that are silent on either side, and cuts those that
 * stay silent, take no bytes of a write, do not answer a close frame, or whose token has
 * expired. There is no timer for each connection. Run by one thread at a time.
 */
final class ConnectionWatchdog implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionWatchdog.class);

	private final OpenConnections connections;

	private final ClientProperties properties;

	private final Clock clock;

	private final Traffic traffic;

	private final Failures failures;

	ConnectionWatchdog(OpenConnections connections, ClientProperties properties, Clock clock, Traffic traffic,
			Failures failures) {
		this.failures = failures;
		this.traffic = traffic;
		this.clock = clock;
		this.connections = connections;
		this.properties = properties;
	}

	/**
	 * Checks all connections. A check that fails is logged and counted, and the others go
	 * on.
	 */
	@Override
	public void run() {
		long time = this.clock.millis();
		this.connections.forEach((client) -> checkSafely(client, time));
	}

	private void checkSafely(ClientConnection client, long time) {
		try {
			checkToken(client, time);
			check(client, System.nanoTime());
		}
		catch (RuntimeException ex) {
			this.failures.add("checking " + client, ex);
		}
	}

	private void checkToken(ClientConnection client, long time) {
		Participant known = client.participant();
		if (known != null && known.expiresAtMillis() <= time && !client.isClosing()) {
			this.traffic.addRefused(Refused.TOKEN);
			client.close(Disconnect.TOKEN_EXPIRED);
		}
	}

	private void check(ClientConnection client, long now) {
		if (isOver(client.outlet().closingSince(), this.properties.closeTimeout(), now)) {
			client.abort(Disconnect.WITHOUT_CLOSE_FRAME);
		}
		else if (isOver(client.outlet().writingSince(), this.properties.sendTimeout(), now)) {
			logger.info("{} took no bytes for {} ms, limit {}: closed", client,
					millis(now - client.outlet().writingSince()), this.properties.sendTimeout().toMillis());
			Participant slow = client.participant();
			if (slow != null) {
				slow.tooSlow();
			}
			client.abort(Disconnect.SEND_TIMEOUT);
		}
		else if (client.outlet().writingSince() == 0) {
			checkHeartbeat(client, now);
		}
	}

	/**
	 * Pings a client that is silent, or to which nothing was written, and cuts it if it
	 * does not answer, though it could. Not called while a write is under way: a ping
	 * could not get through, and the progress of the write is the sign of life.
	 */
	private void checkHeartbeat(ClientConnection client, long now) {
		Heartbeat heartbeat = client.heartbeat();
		if (client.outlet().takeWrote()) {
			heartbeat.told(now);
		}
		if (!heartbeat.isPinged() || !client.answers()) {
			long interval = this.properties.pingInterval().toNanos();
			boolean quiet = now - heartbeat.lastTold() >= interval;
			if (quiet || (client.answers() && now - heartbeat.lastSeen() >= interval)) {
				heartbeat.pinged(now, quiet);
				client.ping(quiet);
			}
		}
		else if (client.answers() && isOver(heartbeat.pingedAt(), this.properties.pongTimeout(), now)) {
			logger.debug("{} showed no sign of life for {} ms: closed", client, millis(now - heartbeat.lastSeen()));
			client.abort(Disconnect.WITHOUT_CLOSE_FRAME);
		}
	}

	private static boolean isOver(long since, Duration limit, long now) {
		return since != 0 && now - since > limit.toNanos();
	}

	private static long millis(long nanos) {
		return Duration.ofNanos(nanos).toMillis();
	}

}
