package io.roomcast.ws;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.roomcast.chat.Admission;
import io.roomcast.chat.Chat;
import io.roomcast.chat.ConnectRequest;
import io.roomcast.protocol.JsonCodec;
import io.roomcast.protocol.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
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
 * Lets the chat decide whether a client may connect, before the connection is upgraded.
 */
@Component
@Order(WebSocketConfiguration.ADMISSION)
final class AdmissionInterceptor implements HandshakeInterceptor {

	static final String ROOM_VARIABLE = "room";

	/** The path of a connection that is in no room yet. */
	static final String CONNECT_PATH = "/connect";

	private final Chat chat;

	private final HandshakeRefusals refusals;

	AdmissionInterceptor(Chat chat, HandshakeRefusals refusals) {
		this.chat = chat;
		this.refusals = refusals;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) throws IOException {
		if (!checkSubprotocol(request, response)) {
			return false;
		}
		if (attributes.containsKey(ChatWebSocketHandler.ADMISSION)) {
			// Refused already.
			return true;
		}
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		Admission admission = this.chat.admit(connectRequest(servletRequest), subprotocol(request));
		if (admission instanceof Admission.Refused refused) {
			return this.refusals.refuse(request, response, attributes, refused.refusal());
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

	/**
	 * Refuses a client that offers only subprotocols which the server does not speak:
	 * served plain text, it would say its own protocol to the room.
	 */
	private boolean checkSubprotocol(ServerHttpRequest request, ServerHttpResponse response) throws IOException {
		List<String> offered = Subprotocols.offered(request);
		if (offered.isEmpty() || Subprotocols.isJson(request)) {
			return true;
		}
		this.refusals.refuse(request, response, HttpStatus.BAD_REQUEST,
				"subprotocol " + Refusal.quote(String.join(", ", offered)) + " is unknown, must be "
						+ JsonCodec.SUBPROTOCOL + ", or none for plain text");
		return false;
	}

	private static @Nullable String subprotocol(ServerHttpRequest request) {
		return Subprotocols.isJson(request) ? JsonCodec.SUBPROTOCOL : null;
	}

	private static ConnectRequest connectRequest(HttpServletRequest request) {
		return new ConnectRequest(room(request), request.getParameter("nick"), request.getParameter("since"),
				request.getParameter("last"), request.getParameter("session"), TokenCheck.identity(request));
	}

	private static @Nullable String room(HttpServletRequest request) {
		if (CONNECT_PATH.equals(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))) {
			return null;
		}
		Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		if (variables instanceof Map<?, ?> map && map.get(ROOM_VARIABLE) instanceof String room) {
			return room;
		}
		return Chat.LOBBY;
	}

}
