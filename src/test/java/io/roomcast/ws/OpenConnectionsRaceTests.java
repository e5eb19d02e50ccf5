package io.roomcast.ws;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Traffic;
import io.roomcast.harness.Rendezvous;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection that opens just when the service begins to stop, again and again: it is
 * closed at once, or is among those that are sent away.
 */
@Tag("alone")
class OpenConnectionsRaceTests {

	private static final long RACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

	private static final int MIN_ROUNDS = 10_000;

	private final long seed = new Random().nextLong();

	private final long start = System.nanoTime();

	@AutoClose
	private final Rendezvous threads = new Rendezvous(new Random(this.seed));

	@Test
	void connectionThatMeetsTheStopIsNotOverlooked() {
		int overlooked = 0;

		while (this.threads.rounds() < MIN_ROUNDS || System.nanoTime() - this.start < RACE_NANOS) {
			OpenConnections connections = new OpenConnections();
			ClientConnection client = client(connections);
			List<?>[] open = new List<?>[1];
			this.threads.other(() -> connections.add(client)).meet(() -> open[0] = connections.stopAccepting());
			overlooked += (open[0].contains(client) || client.isClosing()) ? 0 : 1;
		}

		assertThat(overlooked).as("of %d, seed %d", this.threads.rounds(), this.seed).isZero();
	}

	private static ClientConnection client(OpenConnections connections) {
		ByteArrayEndPoint socket = new ByteArrayEndPoint(null, 0, new byte[0], 1024);
		ClientConnection client = new ClientConnection(connections, socket, new Budget(Long.MAX_VALUE), new Traffic(),
				Signals.webSocket(Frames.ping()));
		client.notify(new SpringSession(client, socket, new TextWebSocketHandler(), new MessageLimits(1024, 1024), null,
				Map.of()));
		return client;
	}

}
