package io.roomcast.ws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Traffic;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ClientConnectionTests {

	private final OpenConnections connections = new OpenConnections();

	private final ByteArrayEndPoint socket = new ByteArrayEndPoint(null, 0, new byte[0], 1024);

	@Test
	void connectionIsForgottenEvenIfTellingItsEndFails() {
		ClientConnection client = client(new FailingHandler());

		assertThatIllegalStateException().isThrownBy(client::gone);

		assertThat(open()).isEmpty();
	}

	@Test
	void socketIsClosedEvenIfTellingTheEndFails() {
		ClientConnection client = client(new FailingHandler());

		assertThatIllegalStateException().isThrownBy(() -> client.abort(Disconnect.SEND_TIMEOUT));

		assertThat(this.socket.isOpen()).isFalse();
	}

	@Test
	void endIsToldOnce() {
		CountingHandler handler = new CountingHandler();
		ClientConnection client = client(handler);

		client.abort(Disconnect.SEND_TIMEOUT);
		client.closeNow(Disconnect.REMOVED);
		client.gone();

		assertThat(handler.codes).containsExactly(Disconnect.SEND_TIMEOUT.code());
	}

	private ClientConnection client(TextWebSocketHandler handler) {
		ClientConnection client = new ClientConnection(this.connections, this.socket, new Budget(Long.MAX_VALUE),
				new Traffic(), Signals.webSocket(Frames.ping()));
		client.notify(new SpringSession(client, this.socket, handler, new MessageLimits(1024, 1024), null, Map.of()));
		this.connections.add(client);
		return client;
	}

	private List<ClientConnection> open() {
		List<ClientConnection> open = new ArrayList<>();
		this.connections.forEach(open::add);
		return open;
	}

	private static final class FailingHandler extends TextWebSocketHandler {

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			throw new IllegalStateException("thrown by a test");
		}

	}

	private static final class CountingHandler extends TextWebSocketHandler {

		private final List<Integer> codes = new ArrayList<>();

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			this.codes.add(status.getCode());
		}

	}

}
