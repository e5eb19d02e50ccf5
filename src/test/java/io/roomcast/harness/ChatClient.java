package io.roomcast.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/**
 * A client of the chat, to be subclassed. Socket threads only queue what happens;
 * {@link #processEvents()} runs the callbacks on the thread that calls it. One thread at
 * a time may call; {@link #close} and {@link #abort} any. The queue has no bound, so a
 * burst never stops the socket from being read.
 */
public class ChatClient implements AutoCloseable {

	/** How long a client waits for anything that must happen. */
	static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Inbox inbox = new Inbox();

	private boolean connected;

	/**
	 * Opens the connection and returns when the handshake is done.
	 * @throws HandshakeRefusedException if the server answered it with another status
	 * than 101
	 */
	public void open(String url) {
		try {
			connect(url).join();
			this.connected = true;
		}
		catch (CompletionException ex) {
			throw ClientSockets.failure(url, ex);
		}
	}

	/**
	 * Starts a handshake after a while, unless the client has been closed by then. Either
	 * {@link #onOpen} or {@link #onNotOpened} follows.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // its failure is an event
	final void openLater(String url, Duration delay) {
		CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS).execute(() -> {
			if (!isClosing()) {
				connect(url).whenComplete((opened, failure) -> {
					if (failure != null) {
						this.inbox.add(new ChatEvent.NotOpened(ClientSockets.failure(url, failure)));
					}
				});
			}
		});
	}

	private CompletableFuture<?> connect(String url) {
		return ClientSockets.connect(url, subprotocols(), this.inbox).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	/**
	 * Returns the subprotocols that the handshake offers.
	 */
	protected List<String> subprotocols() {
		return List.of();
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
		this.inbox.close();
	}

	/**
	 * Returns whether {@link #close} has been called.
	 */
	final boolean isClosing() {
		return this.inbox.isClosing();
	}

	/**
	 * Cuts the connection without a close frame. {@link #onClose} follows.
	 */
	public final void abort() {
		ClientSockets.abort(this.inbox.session());
	}

	/**
	 * Returns whether the connection is open, as far as the callbacks have told: from the
	 * opening until {@link #onClose} has run.
	 */
	public final boolean isConnected() {
		return this.connected;
	}

	/**
	 * Runs the callbacks of everything that has happened by now.
	 */
	public final void processEvents() {
		for (ChatEvent event = this.inbox.poll(); event != null; event = this.inbox.poll()) {
			process(event);
		}
	}

	/**
	 * Waits for an event, and then runs the callbacks of everything that has happened.
	 * @return false if nothing happened in this time
	 */
	public final boolean processEvents(Duration patience) {
		try {
			ChatEvent event = this.inbox.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
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

	protected void onNotOpened(Throwable cause) {
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
			this.connected = true;
			onOpen();
		}
		else if (event instanceof ChatEvent.NotOpened failed) {
			onNotOpened(failed.cause());
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
		try {
			this.inbox.session().sendMessage(message);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
