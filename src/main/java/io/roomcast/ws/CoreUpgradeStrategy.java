package io.roomcast.ws;

import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;

import io.roomcast.chat.MessageProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketConstants;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/**
 * Upgrades a request to a connection of Jetty's core WebSocket, without the container API
 * above it: that one keeps the whole upgrade request as long as the connection lives, and
 * writes frame by frame. No extension is negotiated: the frames of a room are the same
 * bytes for every client.
 */
@Component
final class CoreUpgradeStrategy implements RequestUpgradeStrategy {

	private static final URI NOT_KEPT = URI.create("/");

	private final OpenSessions sessions;

	private final MessageProperties messages;

	private volatile @Nullable WebSocketComponents components;

	CoreUpgradeStrategy(OpenSessions sessions, MessageProperties messages) {
		this.sessions = sessions;
		this.messages = messages;
	}

	@Override
	public String[] getSupportedVersions() {
		return new String[] { WebSocketConstants.SPEC_VERSION_STRING };
	}

	@Override
	public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
		return List.of();
	}

	@Override
	public void upgrade(ServerHttpRequest request, ServerHttpResponse response, @Nullable String selectedProtocol,
			List<WebSocketExtension> selectedExtensions, @Nullable Principal user, WebSocketHandler handler,
			Map<String, Object> attributes) throws HandshakeFailureException {
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		Request coreRequest = ServletContextRequest.getServletContextRequest(servletRequest);
		ConnectionMetaData metaData = coreRequest.getConnectionMetaData();
		ChatSession session = new ChatSession(this.sessions, metaData.getConnection().getEndPoint(), handler,
				this.messages, selectedProtocol, attributes);
		CoreConnection connection = connect(session, metaData);
		coreRequest.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, connection);
		Request.addCompletionListener(coreRequest, (failure) -> {
			if (failure != null) {
				session.end(CloseStatus.NO_CLOSE_FRAME);
			}
		});
		answer(request, ((ServletServerHttpResponse) response).getServletResponse(), selectedProtocol);
	}

	private CoreConnection connect(ChatSession session, ConnectionMetaData metaData) {
		Connector connector = metaData.getConnector();
		WebSocketComponents shared = components(connector);
		ExtensionStack noExtensions = new ExtensionStack(shared, Behavior.SERVER);
		noExtensions.negotiate(List.of(), List.of());
		Negotiated negotiated = new Negotiated(NOT_KEPT, null, metaData.isSecure(), noExtensions,
				WebSocketConstants.SPEC_VERSION_STRING);
		WebSocketCoreSession coreSession = new WebSocketCoreSession(new MessageFrames(session), Behavior.SERVER,
				negotiated, shared) {
			@Override
			protected void handle(Runnable runnable) {
				// There is one class loader: nothing to switch.
				runnable.run();
			}
		};
		EndPoint endPoint = metaData.getConnection().getEndPoint();
		CoreConnection connection = new CoreConnection(session, endPoint, connector, coreSession);
		coreSession.setWebSocketConnection(connection);
		// Silence is the sweep's business.
		coreSession.setIdleTimeout(java.time.Duration.ZERO);
		connection.setUseInputDirectByteBuffers(metaData.getHttpConfiguration().isUseInputDirectByteBuffers());
		connector.getEventListeners().forEach(connection::addEventListener);
		return connection;
	}

	private WebSocketComponents components(Connector connector) {
		WebSocketComponents shared = this.components;
		if (shared == null) {
			shared = new WebSocketComponents(null, null, connector.getByteBufferPool(), null, null,
					connector.getExecutor());
			this.components = shared;
		}
		return shared;
	}

	private static void answer(ServerHttpRequest request, HttpServletResponse response, @Nullable String protocol) {
		String key = request.getHeaders().getFirst(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY);
		response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
		response.setHeader(HttpHeaders.UPGRADE, "websocket");
		response.setHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
		response.setHeader(WebSocketHttpHeaders.SEC_WEBSOCKET_ACCEPT, WebSocketUtils.hashKey(key));
		if (protocol != null) {
			response.setHeader(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL, protocol);
		}
	}

}
