package io.roomcast.ws;

import java.io.IOException;
import java.util.Map;

import io.roomcast.chat.Admission;
import io.roomcast.limit.ConnectionLimits;
import io.roomcast.limit.ConnectionPermit;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.annotation.Order;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;

/**
 * Bounds how many JSON clients are let in only to be told that they are refused: further
 * ones are refused by status. Otherwise a flood of them would hold all connections.
 */
@Component
@Order(WebSocketConfiguration.REFUSED)
final class RefusedCheck implements HandshakeCheck {

	private final ConnectionLimits limits;

	private final HandshakeRefusals refusals;

	RefusedCheck(ConnectionLimits limits, HandshakeRefusals refusals) {
		this.limits = limits;
		this.refusals = refusals;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) throws IOException {
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		if (!(attributes.get(ChatWebSocketHandler.ADMISSION) instanceof Admission.Refused refused)) {
			return true;
		}
		// One that a later check refused than that of the limits was counted as a client.
		RequestPermit.release(servletRequest);
		ConnectionPermit permit = this.limits.connectToBeRefused();
		if (permit == null) {
			this.refusals.refuse(request, response, refused.refusal());
			return false;
		}
		RequestPermit.hold(servletRequest, permit);
		return true;
	}

}
