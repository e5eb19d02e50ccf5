package io.roomcast.ws;

import java.nio.channels.SocketChannel;
import java.security.Principal;
import java.util.List;
import java.util.Map;

import io.roomcast.chat.Chat;
import io.roomcast.chat.ClientProperties;
import io.roomcast.protocol.JsonCodec;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.websocket.core.WebSocketConstants;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/**
 * Upgrades requests to connections of our own on Jetty's I/O, without its WebSocket APIs:
 * those keep the whole request as long as the connection lives, write frame by frame, and
 * read one client for as long as it sends. No extension is negotiated, as the frames of a
 * room are the same bytes for every client.
 */
@Component
final class CoreUpgradeStrategy implements RequestUpgradeStrategy {

	private final OpenConnections connections;

	// One for all clients of a protocol: ten thousand idle ones would pay for theirs.
	private final MessageLimits plainTextLimits;

	private final MessageLimits jsonLimits;

	private final Chat chat;

	private final ReadBursts bursts;

	CoreUpgradeStrategy(OpenConnections connections, ClientProperties clients, Chat chat, ReadBursts bursts) {
		this.chat = chat;
		this.connections = connections;
		this.plainTextLimits = new MessageLimits(chat.maxTextFrameBytes(null), clients.maxMessageBytes());
		this.jsonLimits = new MessageLimits(chat.maxTextFrameBytes(JsonCodec.SUBPROTOCOL), clients.maxMessageBytes());
		this.bursts = bursts;
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
		EndPoint endPoint = metaData.getConnection().getEndPoint();
		ClientConnection client = new ClientConnection(this.connections, endPoint, this.chat.clientBudget(),
				this.chat.traffic(), Signals.webSocket(this.chat.ping(selectedProtocol)));
		SpringSession spring = new SpringSession(client, endPoint, handler,
				(selectedProtocol != null) ? this.jsonLimits : this.plainTextLimits, selectedProtocol, attributes);
		client.notify(spring);
		client.hold(RequestPermit.take(coreRequest));
		CoreConnection connection = connect(client, metaData);
		coreRequest.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, connection);
		Request.addCompletionListener(coreRequest, (failure) -> {
			if (failure != null) {
				client.gone();
			}
		});
		answer(request, ((ServletServerHttpResponse) response).getServletResponse(), selectedProtocol);
	}

	private CoreConnection connect(ClientConnection client, ConnectionMetaData metaData) {
		Connector connector = metaData.getConnector();
		EndPoint endPoint = metaData.getConnection().getEndPoint();
		CoreConnection connection = new CoreConnection(client, endPoint, connector,
				this.bursts.of(channel(endPoint), connector), this.chat.failures());
		client.onFinish(connection::finish);
		connector.getEventListeners().forEach(connection::addEventListener);
		return connection;
	}

	private static @Nullable SocketChannel channel(EndPoint endPoint) {
		EndPoint inner = endPoint;
		while (inner instanceof EndPoint.Wrapper wrapper) {
			inner = wrapper.unwrap();
		}
		return (inner instanceof SocketChannelEndPoint plain) ? plain.getChannel() : null;
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
