package io.roomcast.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Queues what happens on one client's connections, of which one is open at a time. Socket
 * threads add events, the client's thread takes them out; any thread may close it.
 */
final class Inbox extends AbstractWebSocketHandler {

	private final BlockingQueue<ChatEvent> events = new LinkedBlockingQueue<>();

	private volatile @Nullable WebSocketSession session;

	private volatile boolean closing;

	void add(ChatEvent event) {
		this.events.add(event);
	}

	@Nullable ChatEvent poll() {
		return this.events.poll();
	}

	@Nullable ChatEvent poll(long timeout, TimeUnit unit) throws InterruptedException {
		return this.events.poll(timeout, unit);
	}

	/**
	 * Returns the connection that was opened last.
	 */
	WebSocketSession session() {
		WebSocketSession opened = this.session;
		if (opened == null) {
			throw new IllegalStateException("not opened yet");
		}
		return opened;
	}

	boolean isClosing() {
		return this.closing;
	}

	/**
	 * Closes the connection, even if it has yet to open.
	 */
	void close() {
		this.closing = true;
		WebSocketSession opened = this.session;
		try {
			if (opened != null && opened.isOpen()) {
				opened.close(CloseStatus.NORMAL);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) {
		this.session = session;
		add(new ChatEvent.Opened());
		if (this.closing) {
			close();
		}
	}

	@Override
	protected void handleTextMessage(WebSocketSession session, TextMessage message) {
		add(ChatEvent.text(message.getPayload()));
	}

	@Override
	protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
		byte[] bytes = new byte[message.getPayloadLength()];
		message.getPayload().get(bytes);
		add(ChatEvent.binary(bytes));
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) {
		add(new ChatEvent.Failed(exception));
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
		add(new ChatEvent.Closed(status.getCode(), Objects.requireNonNullElse(status.getReason(), "")));
	}

}
