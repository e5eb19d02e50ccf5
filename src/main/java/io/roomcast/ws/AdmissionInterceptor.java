package io.roomcast.ws;

import java.io.IOException;
import java.util.Map;

import io.roomcast.chat.Admission;
import io.roomcast.chat.Chat;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Lets the chat decide whether a client may join, before the connection is upgraded.
 */
@Component
final class AdmissionInterceptor implements HandshakeInterceptor {

	static final String ROOM_VARIABLE = "room";

	private static final String NICK_PARAMETER = "nick";

	private static final String SINCE_PARAMETER = "since";

	private final Chat chat;

	private final OpenConnections connections;

	private final HandshakeHeaders headers;

	private final HandshakeRefusals refusals;

	AdmissionInterceptor(Chat chat, OpenConnections connections, HandshakeHeaders headers, HandshakeRefusals refusals) {
		this.chat = chat;
		this.connections = connections;
		this.headers = headers;
		this.refusals = refusals;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) throws IOException {
		if (!this.headers.check(request, response) || !isAccepting(request, response)) {
			return false;
		}
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		Admission admission = this.chat.admit(room(servletRequest), servletRequest.getParameter(NICK_PARAMETER),
				servletRequest.getParameter(SINCE_PARAMETER));
		if (admission instanceof Admission.Refused refused) {
			this.refusals.refuse(request, response, refused.refusal());
			return false;
		}
		attributes.put(ChatWebSocketHandler.ADMISSION, admission);
		servletRequest.setAttribute(ChatWebSocketHandler.ADMISSION, admission);
		return true;
	}

	/**
	 * Frees the nick if the handshake failed after the admission.
	 */
	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			@Nullable Exception exception) {
		int status = ((ServletServerHttpResponse) response).getServletResponse().getStatus();
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		if ((exception != null || status != HttpStatus.SWITCHING_PROTOCOLS.value())
				&& servletRequest.getAttribute(ChatWebSocketHandler.ADMISSION) instanceof Admission.Granted admission) {
			this.chat.release(admission);
		}
	}

	private boolean isAccepting(ServerHttpRequest request, ServerHttpResponse response) throws IOException {
		if (!this.connections.isAccepting()) {
			this.refusals.refuse(request, response, HttpStatus.SERVICE_UNAVAILABLE, "the service is shutting down");
			return false;
		}
		return true;
	}

	private static String room(HttpServletRequest request) {
		Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		if (variables instanceof Map<?, ?> map && map.get(ROOM_VARIABLE) instanceof String room) {
			return room;
		}
		return Chat.LOBBY;
	}

}
