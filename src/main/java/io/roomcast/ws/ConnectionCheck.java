package io.roomcast.ws;

import java.io.IOException;
import java.util.Map;

import io.roomcast.chat.Chat;
import io.roomcast.fanout.Traffic;
import io.roomcast.limit.ConnectionAnswer;
import io.roomcast.limit.ConnectionLimits;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.annotation.Order;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;

/**
 * Refuses clients for which there is no place on this node, or that connect too often.
 */
@Component
@Order(WebSocketConfiguration.LIMITS)
final class ConnectionCheck implements HandshakeCheck {

	private final ConnectionLimits limits;

	private final Traffic traffic;

	private final HandshakeRefusals refusals;

	ConnectionCheck(ConnectionLimits limits, Chat chat, HandshakeRefusals refusals) {
		this.limits = limits;
		this.traffic = chat.traffic();
		this.refusals = refusals;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) throws IOException {
		if (attributes.containsKey(ChatWebSocketHandler.ADMISSION)) {
			// Refused already.
			return true;
		}
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		ConnectionAnswer answer = this.limits.connect(servletRequest.getRemoteAddr());
		if (answer instanceof ConnectionAnswer.Refused refused) {
			this.traffic.addRefused(refused.counted());
			return this.refusals.refuse(request, response, attributes, refused.refusal());
		}
		RequestPermit.hold(servletRequest, ((ConnectionAnswer.Granted) answer).permit());
		return true;
	}

}
