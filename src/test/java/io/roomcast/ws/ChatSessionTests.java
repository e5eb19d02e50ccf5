package io.roomcast.ws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Disconnect;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ChatSessionTests {

	private final OpenSessions sessions = new OpenSessions();

	private final ByteArrayEndPoint socket = new ByteArrayEndPoint(null, 0, new byte[0], 1024);

	@Test
	void sessionIsForgottenEvenIfTellingItsEndFails() {
		ChatSession session = session(new FailingHandler());

		assertThatIllegalStateException().isThrownBy(session::gone);

		assertThat(open()).isEmpty();
	}

	@Test
	void socketIsClosedEvenIfTellingTheEndFails() {
		ChatSession session = session(new FailingHandler());

		assertThatIllegalStateException().isThrownBy(() -> session.abort(Disconnect.SEND_TIMEOUT));

		assertThat(this.socket.isOpen()).isFalse();
	}

	@Test
	void endIsToldOnce() {
		CountingHandler handler = new CountingHandler();
		ChatSession session = session(handler);

		session.abort(Disconnect.SEND_TIMEOUT);
		session.closeNow(Disconnect.REMOVED);
		session.gone();

		assertThat(handler.codes).containsExactly(Disconnect.SEND_TIMEOUT.code());
	}

	private ChatSession session(TextWebSocketHandler handler) {
		ChatSession session = new ChatSession(this.sessions, this.socket, new Budget(Long.MAX_VALUE));
		session.notify(new SpringSession(session, this.socket, handler, new MessageLimits(1024, 1024), null, Map.of()));
		this.sessions.add(session);
		return session;
	}

	private List<ChatSession> open() {
		List<ChatSession> open = new ArrayList<>();
		this.sessions.forEach(open::add);
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
