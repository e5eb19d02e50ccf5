package io.roomcast.ws;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.roomcast.fanout.Disconnect;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * A session as Spring's interface wants it, and the calls of Spring's handler. The
 * handshake's headers and URI are not kept: ten thousand idle clients would pay for them.
 * Any thread may call.
 */
final class SpringSession implements WebSocketSession, ConnectionListener {

	private final ClientConnection client;

	private final EndPoint endPoint;

	private final WebSocketHandler handler;

	private final MessageLimits limits;

	private final @Nullable String subprotocol;

	// Guarded by this.
	private @Nullable Map<String, Object> attributes;

	/**
	 * Makes Spring's side of a session.
	 * @param subprotocol what the handshake has agreed on, or null for plain text
	 * @param attributes what the handshake's interceptors have left
	 */
	SpringSession(ClientConnection client, EndPoint endPoint, WebSocketHandler handler, MessageLimits limits,
			@Nullable String subprotocol, Map<String, Object> attributes) {
		this.client = client;
		this.endPoint = endPoint;
		this.handler = handler;
		this.limits = limits;
		this.subprotocol = subprotocol;
		this.attributes = attributes;
	}

	ClientConnection client() {
		return this.client;
	}

	/**
	 * Tells the handler that the client is there.
	 */
	@Override
	public void opened() {
		try {
			this.handler.afterConnectionEstablished(this);
		}
		catch (Exception ex) {
			throw new IllegalStateException("opening failed", ex);
		}
	}

	/**
	 * Gives the handler a message of the client.
	 */
	void received(WebSocketMessage<?> message) {
		try {
			this.handler.handleMessage(this, message);
		}
		catch (Exception ex) {
			throw new IllegalStateException("handling a message failed", ex);
		}
	}

	/**
	 * Tells the handler that the client is gone or as good as gone.
	 */
	@Override
	public void closed(int code) {
		try {
			this.handler.afterConnectionClosed(this, new CloseStatus(code));
		}
		catch (Exception ex) {
			throw new IllegalStateException("closing failed", ex);
		}
	}

	/**
	 * Forgets the attributes, to save their memory.
	 */
	synchronized void forgetAttributes() {
		this.attributes = null;
	}

	@Override
	public String getId() {
		return Long.toString(this.client.number());
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
		return this.subprotocol;
	}

	@Override
	public void setTextMessageSizeLimit(int messageSizeLimit) {
		throw new UnsupportedOperationException("the limit is roomcast.client.max-message-size");
	}

	@Override
	public int getTextMessageSizeLimit() {
		return this.limits.textBytes();
	}

	@Override
	public void setBinaryMessageSizeLimit(int messageSizeLimit) {
		throw new UnsupportedOperationException("the limit is roomcast.client.max-message-size");
	}

	@Override
	public int getBinaryMessageSizeLimit() {
		return this.limits.binaryBytes();
	}

	@Override
	public List<WebSocketExtension> getExtensions() {
		return List.of();
	}

	@Override
	public void sendMessage(WebSocketMessage<?> message) throws IOException {
		throw new IOException("cannot send " + message + " to client " + getId() + ": rooms do, through the outlet");
	}

	@Override
	public boolean isOpen() {
		return this.client.isOpen();
	}

	@Override
	public void close() {
		close(CloseStatus.NORMAL);
	}

	@Override
	public void close(CloseStatus status) {
		String reason = (status.getReason() != null) ? status.getReason() : "";
		this.client.close(new Disconnect(status.getCode(), reason));
	}

}
