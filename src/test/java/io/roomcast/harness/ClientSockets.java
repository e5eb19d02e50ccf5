package io.roomcast.harness;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.websocket.WebSocketContainer;
import org.eclipse.jetty.ee11.websocket.jakarta.client.JakartaWebSocketClientContainerProvider;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketContainer;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.core.exception.UpgradeException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

/**
 * Opens the sockets of proper clients in one container. Any thread may call.
 */
final class ClientSockets {

	private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

	private static final int NEVER = 0;

	private static final WebSocketClient SOCKETS = new StandardWebSocketClient(container());

	private ClientSockets() {
	}

	static CompletableFuture<WebSocketSession> connect(String url, List<String> subprotocols,
			WebSocketHandler handler) {
		WebSocketHttpHeaders headers = new WebSocketHttpHeaders();
		if (!subprotocols.isEmpty()) {
			headers.setSecWebSocketProtocol(subprotocols);
		}
		return SOCKETS.execute(handler, headers, URI.create(url));
	}

	/**
	 * Returns the exception that reports a failed handshake.
	 */
	static RuntimeException failure(String url, Throwable failure) {
		if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof UpgradeException refusal) {
			return new HandshakeRefusedException(url, refusal.getResponseStatusCode(), failure);
		}
		return (failure instanceof CompletionException known) ? known : new CompletionException(failure);
	}

	/**
	 * Ends the connection without a close frame.
	 */
	static void abort(WebSocketSession session) {
		JakartaWebSocketSession cut = ((NativeWebSocketSession) session)
			.getNativeSession(JakartaWebSocketSession.class);
		Objects.requireNonNull(cut).getCoreSession().abort();
	}

	/**
	 * Returns Jetty's container. It is named and not looked up, as the client of another
	 * container may be on the class path too. What it starts when it is first used is
	 * started here, as several threads may be the first.
	 */
	private static WebSocketContainer container() {
		WebSocketContainer container = JakartaWebSocketClientContainerProvider.getContainer(null);
		container.setDefaultMaxTextMessageBufferSize(MAX_MESSAGE_BYTES);
		container.setDefaultMaxBinaryMessageBufferSize(MAX_MESSAGE_BYTES);
		container.setDefaultMaxSessionIdleTimeout(NEVER);
		LifeCycle.start(container);
		((JakartaWebSocketContainer) container).getExecutor();
		return container;
	}

}
