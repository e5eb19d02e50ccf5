package io.roomcast.ws;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;

import io.roomcast.chat.Chat;
import io.roomcast.chat.Participant;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Empties the node before it stops, so slowly that the nodes to which its clients go can
 * bear it. Used once, by the thread that stops the service.
 */
@Component
final class Drain {

	// Each connection has a turn of its own, and the turns are spread evenly over the
	// window. When its turn begins, a JSON client should come back on another connection,
	// as it was told at the start of the drain. When the turn ends, a tenth of the window
	// later, a client that is still here is closed: one that obeys has moved by then,
	// without a pause in what it hears. Meanwhile everything goes on but handshakes. The
	// drain is over as soon as no connection is left, so a node without clients does not
	// wait at all.

	private static final Duration TICK = Duration.ofMillis(50);

	/** A turn takes the window divided by this. */
	private static final int TURNS_IN_WINDOW = 10;

	private static final Logger logger = LoggerFactory.getLogger(Drain.class);

	private final OpenConnections connections;

	private final Failures failures;

	private final Duration window;

	Drain(OpenConnections connections, Chat chat, DrainProperties properties) {
		this.connections = connections;
		this.failures = chat.failures();
		this.window = properties.window();
	}

	/**
	 * Takes no more connections from now on, and sends away those that are open. Returns
	 * when they are closed, or gone; at once if the window is nothing, or if the thread
	 * is interrupted.
	 */
	void run() {
		List<ClientConnection> open = this.connections.stopAccepting();
		if (open.isEmpty() || this.window.isZero()) {
			return;
		}
		logger.info("{} connections are sent away within {} ms", open.size(), this.window.toMillis());
		try {
			sendAway(turns(open));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Gives each connection its turn, in an order that has nothing to do with when it
	 * came.
	 */
	private Queue<Turn> turns(List<ClientConnection> open) {
		Collections.shuffle(open);
		long start = System.nanoTime();
		long length = this.window.toNanos() / TURNS_IN_WINDOW;
		double distance = (double) (this.window.toNanos() - length) / open.size();
		Queue<Turn> turns = new ArrayDeque<>(open.size());
		for (ClientConnection connection : open) {
			double jitter = ThreadLocalRandom.current().nextDouble();
			long begin = start + (long) ((turns.size() + jitter) * distance);
			turns.add(new Turn(connection, begin, begin + length));
		}
		return turns;
	}

	private void sendAway(Queue<Turn> turns) throws InterruptedException {
		boolean empty = false;
		while (!empty && !turns.isEmpty()) {
			turns.forEach(this::tell);
			while (!turns.isEmpty() && turns.element().hasEnded()) {
				ClientConnection connection = turns.remove().connection;
				this.failures.contain("closing " + connection, () -> connection.close(Disconnect.RESTARTING));
			}
			empty = this.connections.awaitEmpty(TICK);
		}
	}

	private void tell(Turn turn) {
		if (!turn.told) {
			this.failures.contain("telling " + turn.connection + " to reconnect", turn::tell);
		}
	}

	/**
	 * The time in which a connection is to end.
	 */
	private static final class Turn {

		private final ClientConnection connection;

		// By System.nanoTime().
		private final long begin;

		private final long end;

		private boolean told;

		private Turn(ClientConnection connection, long begin, long end) {
			this.connection = connection;
			this.begin = begin;
			this.end = end;
		}

		/**
		 * Tells the client when its turn begins, once it has been greeted.
		 */
		private void tell() {
			Participant participant = this.connection.participant();
			if (participant != null) {
				long left = Math.max(0, this.begin - System.nanoTime());
				this.told = participant.askToReconnect(Duration.ofNanos(left));
			}
		}

		private boolean hasEnded() {
			return System.nanoTime() - this.end >= 0;
		}

	}

}
