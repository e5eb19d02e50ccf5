package io.roomcast.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.websocket.WebSocketContainer;
import org.eclipse.jetty.ee11.websocket.jakarta.client.JakartaWebSocketClientContainerProvider;
import org.eclipse.jetty.websocket.core.exception.UpgradeException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * A client of the chat, to be subclassed. Socket threads only queue what happens;
 * {@link #processEvents()} runs the callbacks on the thread that calls it. For one thread
 * at a time. The queue has no bound, so a burst never stops the socket from being read.
 */
public class ChatClient implements AutoCloseable {

	/** How long anything that must happen may take. */
	static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

	private static final WebSocketClient SOCKETS = new StandardWebSocketClient(container());

	private final BlockingQueue<ChatEvent> events = new LinkedBlockingQueue<>();

	private @Nullable WebSocketSession session;

	private boolean connected;

	/**
	 * Returns when the handshake is done.
	 * @throws HandshakeRefusedException if the server answered it with another status
	 * than 101
	 */
	public final void open(String url) {
		try {
			this.session = SOCKETS.execute(new Inbox(), url).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
			this.connected = true;
		}
		catch (CompletionException ex) {
			if (NestedExceptionUtils.getMostSpecificCause(ex) instanceof UpgradeException refusal) {
				throw new HandshakeRefusedException(url, refusal.getResponseStatusCode(), ex);
			}
			throw ex;
		}
	}

	public final void send(String text) {
		sendFragment(text, true);
	}

	public final void send(byte[] bytes) {
		sendFragment(bytes, true);
	}

	/**
	 * Sends a part of a message; {@code last} is the protocol's {@code fin}.
	 */
	public final void sendFragment(String text, boolean last) {
		sendMessage(new TextMessage(text, last));
	}

	public final void sendFragment(byte[] bytes, boolean last) {
		sendMessage(new BinaryMessage(ByteBuffer.wrap(bytes), last));
	}

	/**
	 * Sends a close frame. {@link #onClose} follows when the server has answered it.
	 */
	@Override
	public final void close() {
		try {
			if (this.session != null) {
				this.session.close(CloseStatus.NORMAL);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Is true from {@link #open} until {@link #onClose} has run.
	 */
	public final boolean isConnected() {
		return this.connected;
	}

	/**
	 * Runs the callbacks of all that has happened by now.
	 */
	public final void processEvents() {
		for (ChatEvent event = this.events.poll(); event != null; event = this.events.poll()) {
			process(event);
		}
	}

	/**
	 * Waits for something to happen before it processes it; returns false if nothing did.
	 */
	public final boolean processEvents(Duration patience) {
		try {
			ChatEvent event = this.events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
			if (event != null) {
				process(event);
				processEvents();
			}
			return event != null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while waiting for an event", ex);
		}
	}

	protected void onOpen() {
	}

	protected void onMessage(String text) {
	}

	protected void onBinary(byte[] bytes) {
	}

	protected void onClose(int code, String reason) {
	}

	protected void onFailure(Throwable cause) {
	}

	private void process(ChatEvent event) {
		if (event instanceof ChatEvent.Opened) {
			onOpen();
		}
		else if (event instanceof ChatEvent.Text message) {
			onMessage(message.text());
		}
		else if (event instanceof ChatEvent.Binary message) {
			onBinary(message.toArray());
		}
		else if (event instanceof ChatEvent.Failed failed) {
			onFailure(failed.cause());
		}
		else if (event instanceof ChatEvent.Closed closed) {
			this.connected = false;
			onClose(closed.code(), closed.reason());
		}
	}

	private void sendMessage(WebSocketMessage<?> message) {
		if (this.session == null) {
			throw new IllegalStateException("not opened yet");
		}
		try {
			this.session.sendMessage(message);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Named, not looked up: another container's client may be on the class path too.
	 */
	private static WebSocketContainer container() {
		WebSocketContainer container = JakartaWebSocketClientContainerProvider.getContainer(null);
		container.setDefaultMaxTextMessageBufferSize(MAX_MESSAGE_BYTES);
		container.setDefaultMaxBinaryMessageBufferSize(MAX_MESSAGE_BYTES);
		return container;
	}

	private final class Inbox extends AbstractWebSocketHandler {

		@Override
		public void afterConnectionEstablished(WebSocketSession session) {
			ChatClient.this.events.add(new ChatEvent.Opened());
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) {
			ChatClient.this.events.add(ChatEvent.text(message.getPayload()));
		}

		@Override
		protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
			byte[] bytes = new byte[message.getPayloadLength()];
			message.getPayload().get(bytes);
			ChatClient.this.events.add(ChatEvent.binary(bytes));
		}

		@Override
		public void handleTransportError(WebSocketSession session, Throwable exception) {
			ChatClient.this.events.add(new ChatEvent.Failed(exception));
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			String reason = Objects.requireNonNullElse(status.getReason(), "");
			ChatClient.this.events.add(new ChatEvent.Closed(status.getCode(), reason));
		}

	}

}
