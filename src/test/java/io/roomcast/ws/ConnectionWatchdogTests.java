package io.roomcast.ws;

import java.time.Clock;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.roomcast.chat.ClientProperties;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Traffic;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Traffic;
import io.roomcast.harness.Settings;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ConnectionWatchdogTests {

	private static final ClientProperties ALL_ARE_LATE = Settings.bind(ClientProperties.class, "ping-interval=100ms",
			"pong-timeout=100ms", "close-timeout=100ms");

	private final OpenConnections connections = new OpenConnections();

	private final Failures failures = new Failures();

	private final ConnectionWatchdog watchdog = new ConnectionWatchdog(this.connections, ALL_ARE_LATE,
			Clock.systemUTC(), new Traffic(), this.failures);

	@Test
	void clientThatCannotBeEndedKeepsNoneOfTheOthersFromBeingEnded() {
		int clients = 10;
		List<ByteArrayEndPoint> sockets = Stream.generate(ConnectionWatchdogTests::socket).limit(clients).toList();
		sockets.forEach((socket) -> this.connections.add(client(socket)));
		this.connections.forEach((client) -> client.outlet().writeClose(new byte[0]));

		await().untilAsserted(() -> {
			this.watchdog.run();
			assertThat(this.failures.count()).isGreaterThanOrEqualTo(clients);
		});
	}

	private static ByteArrayEndPoint socket() {
		return new ByteArrayEndPoint(null, 0, new byte[0], 1024);
	}

	private ClientConnection client(ByteArrayEndPoint socket) {
		ClientConnection client = new ClientConnection(this.connections, socket, new Budget(Long.MAX_VALUE),
				new Traffic(), Signals.webSocket(Frames.ping()));
		client.notify(
				new SpringSession(client, socket, new FailingHandler(), new MessageLimits(1024, 1024), null, Map.of()));
		return client;
	}

	private static final class FailingHandler extends TextWebSocketHandler {

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			throw new IllegalStateException("thrown by a test");
		}

	}

}
