package io.roomcast.ws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.roomcast.chat.Conversation;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.ReadBurst;
import io.roomcast.fanout.Traffic;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Connector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

class CoreConnectionTests {

	private final ByteArrayEndPoint socket = new ByteArrayEndPoint(null, 0, new byte[0], 1024);

	private final OpeningHandler handler = new OpeningHandler();

	private final CoreConnection connection = connection();

	@Test
	void clientThatIsThereIsOpened() {
		this.connection.onOpen();

		assertThat(this.handler.opened).isTrue();
	}

	@Test
	void clientThatIsGoneBeforeItIsServedIsNotOpened() {
		this.socket.addInputEOF();

		this.connection.onOpen();

		assertThat(this.handler.opened).isFalse();
		assertThat(this.socket.isOpen()).isFalse();
	}

	@Test
	void clientIsNotReadUntilItsConversationIsReady() {
		List<Runnable> waiting = new ArrayList<>();
		Conversation conversation = mock();
		willAnswer((call) -> waiting.add(call.getArgument(0))).given(conversation).whenReady(any());
		this.handler.conversation = conversation;

		this.connection.onOpen();
		assertThat(this.connection.isFillInterested()).isFalse();
		waiting.forEach(Runnable::run);

		assertThat(this.connection.isFillInterested()).isTrue();
	}

	private CoreConnection connection() {
		Connector connector = mock();
		given(connector.getExecutor()).willReturn(Runnable::run);
		given(connector.getByteBufferPool()).willReturn(new ByteBufferPool.NonPooling());
		ClientConnection client = new ClientConnection(new OpenConnections(), this.socket, new Budget(Long.MAX_VALUE),
				new Traffic(), Signals.webSocket(Frames.ping()));
		client.notify(
				new SpringSession(client, this.socket, this.handler, new MessageLimits(1024, 1024), null, Map.of()));
		CoreConnection made = new CoreConnection(client, this.socket, connector, new ReadBurst(Runnable::run),
				new Failures());
		client.onFinish(made::finish);
		this.socket.setConnection(made);
		return made;
	}

	private static final class OpeningHandler extends TextWebSocketHandler {

		private boolean opened;

		private @Nullable Conversation conversation;

		@Override
		public void afterConnectionEstablished(WebSocketSession session) {
			this.opened = true;
			if (this.conversation != null) {
				((SpringSession) session).client().begin(this.conversation);
			}
		}

	}

}
