package io.roomcast.ws;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.roomcast.chat.Conversation;
import io.roomcast.chat.MessageProperties;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One connected client as Spring sees it, and what the edge keeps of it. The handshake's
 * headers and URI are not kept: ten thousand idle clients would pay for them. Any thread.
 */
final class ChatSession implements WebSocketSession {

	/**
	 * What a character may grow to as an escape of JSON, and what a command has beside
	 * it.
	 */
	private static final int JSON_EXPANSION = 6;

	private static final int JSON_FRAME_BYTES = 1024;

	private final long number;

	private final EndPoint endPoint;

	private final WebSocketHandler handler;

	private final int maxTextBytes;

	private final int maxBinaryBytes;

	private final @Nullable String protocol;

	private final OpenSessions sessions;

	private final JettyOutlet outlet;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable Map<String, Object> attributes;

	private volatile @Nullable Conversation conversation;

	private final AtomicReference<@Nullable Runnable> closeAnswer = new AtomicReference<>();

	private final Liveness liveness = new Liveness();

	/**
	 * Makes a session that is not open yet.
	 * @param messages how large a message may be
	 * @param protocol the subprotocol, or null for plain text
	 */
	ChatSession(OpenSessions sessions, EndPoint endPoint, WebSocketHandler handler, MessageProperties messages,
			@Nullable String protocol, Map<String, Object> attributes) {
		this.sessions = sessions;
		this.number = sessions.nextNumber();
		this.endPoint = endPoint;
		this.handler = handler;
		this.maxBinaryBytes = messages.maxBytes();
		this.maxTextBytes = (protocol != null) ? JSON_EXPANSION * messages.maxBytes() + JSON_FRAME_BYTES
				: messages.maxBytes();
		this.protocol = protocol;
		this.attributes = attributes;
		this.outlet = new JettyOutlet(endPoint, this);
	}

	WebSocketHandler handler() {
		return this.handler;
	}

	JettyOutlet outlet() {
		return this.outlet;
	}

	/**
	 * Is in its room from now on. If the connection has ended meanwhile, so does the
	 * stay.
	 */
	void begin(Conversation conversation) {
		this.conversation = conversation;
		this.attributes = null;
		if (this.ended.get()) {
			conversation.leave(CloseStatus.NO_CLOSE_FRAME.getCode(), this::bow);
		}
	}

	@Nullable Conversation conversation() {
		return this.conversation;
	}

	Liveness liveness() {
		return this.liveness;
	}

	/**
	 * The peer wants to close: tells the handler, and goes on with the closing handshake
	 * when the peer has got what was said before.
	 */
	void endByPeer(CloseStatus status, Runnable answer) {
		this.closeAnswer.set(answer);
		if (!end(status) || this.conversation == null) {
			bow();
		}
	}

	/**
	 * What was due has been written: the peer's close frame may be answered.
	 */
	void bow() {
		Runnable answer = this.closeAnswer.getAndSet(null);
		if (answer != null) {
			answer.run();
		}
	}

	/**
	 * Tells the handler, once, that the client is gone or as good as gone.
	 */
	boolean end(CloseStatus status) {
		if (!this.ended.compareAndSet(false, true)) {
			return false;
		}
		try {
			this.handler.afterConnectionClosed(this, status);
			return true;
		}
		catch (Exception ex) {
			throw new IllegalStateException("closing failed", ex);
		}
	}

	/**
	 * The connection is gone.
	 */
	void gone(CloseStatus status) {
		end(status);
		this.sessions.remove(this);
	}

	/**
	 * Ends the connection without a word to the peer.
	 */
	void abort(CloseStatus status) {
		end(status);
		this.endPoint.close();
	}

	@Override
	public String getId() {
		return Long.toString(this.number);
	}

	@Override
	public @Nullable URI getUri() {
		return null;
	}

	@Override
	public HttpHeaders getHandshakeHeaders() {
		return HttpHeaders.EMPTY;
	}

	@Override
	public synchronized Map<String, Object> getAttributes() {
		Map<String, Object> current = this.attributes;
		if (current == null) {
			current = new ConcurrentHashMap<>();
			this.attributes = current;
		}
		return current;
	}

	@Override
	public @Nullable Principal getPrincipal() {
		return null;
	}

	@Override
	public @Nullable InetSocketAddress getLocalAddress() {
		return (this.endPoint.getLocalSocketAddress() instanceof InetSocketAddress address) ? address : null;
	}

	@Override
	public @Nullable InetSocketAddress getRemoteAddress() {
		return (this.endPoint.getRemoteSocketAddress() instanceof InetSocketAddress address) ? address : null;
	}

	@Override
	public @Nullable String getAcceptedProtocol() {
		return this.protocol;
	}

	@Override
	public void setTextMessageSizeLimit(int messageSizeLimit) {
		throw new UnsupportedOperationException("the limit is roomcast.client.max-message-size");
	}

	@Override
	public int getTextMessageSizeLimit() {
		// In JSON the limit is the text's, which the codec judges; here the frame's.
		return this.maxTextBytes;
	}

	@Override
	public void setBinaryMessageSizeLimit(int messageSizeLimit) {
		throw new UnsupportedOperationException("the limit is roomcast.client.max-message-size");
	}

	@Override
	public int getBinaryMessageSizeLimit() {
		return this.maxBinaryBytes;
	}

	@Override
	public List<WebSocketExtension> getExtensions() {
		return List.of();
	}

	@Override
	public void sendMessage(WebSocketMessage<?> message) throws IOException {
		if (message instanceof PingMessage ping) {
			this.outlet.control(OpCode.PING, bytes(ping.getPayload()));
		}
		else if (message instanceof PongMessage pong) {
			this.outlet.control(OpCode.PONG, bytes(pong.getPayload()));
		}
		else {
			throw new IOException("cannot send " + message + " to client " + this.number);
		}
	}

	static byte[] bytes(ByteBuffer payload) {
		byte[] bytes = new byte[payload.remaining()];
		payload.duplicate().get(bytes);
		return bytes;
	}

	@Override
	public boolean isOpen() {
		return !this.ended.get() && this.endPoint.isOpen();
	}

	@Override
	public void close() {
		close(CloseStatus.NORMAL);
	}

	@Override
	public void close(CloseStatus status) {
		String reason = (status.getReason() != null) ? status.getReason() : "";
		this.outlet.close(status.getCode(), reason);
	}

}
