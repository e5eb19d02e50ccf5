package io.roomcast.ws;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

import io.roomcast.chat.Chat;
import io.roomcast.chat.ClientProperties;
import io.roomcast.fanout.Traffic;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;

import org.springframework.core.annotation.Order;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;

/**
 * Refuses clients of pages of foreign web origins. Spring decides which are; one that it
 * cannot parse is foreign, too.
 */
@Component
@Order(WebSocketConfiguration.ORIGIN)
final class OriginCheck implements HandshakeCheck {

	private final OriginHandshakeInterceptor origins;

	private final Traffic traffic;

	private final HandshakeRefusals refusals;

	OriginCheck(ClientProperties clients, Chat chat, HandshakeRefusals refusals) {
		this.traffic = chat.traffic();
		this.origins = new OriginHandshakeInterceptor(clients.allowedOrigins());
		this.refusals = refusals;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) throws IOException {
		if (isAllowed(request, response, handler, attributes)) {
			return true;
		}
		this.traffic.addRefused(Traffic.Refused.ORIGIN);
		String origin = Objects.toString(request.getHeaders().getOrigin(), "");
		return this.refusals.refuse(request, response, attributes,
				new Refusal(Reason.NOT_ALLOWED, "origin " + Refusal.quote(origin)
						+ " may not connect: it is neither the service's own nor in roomcast.client.allowed-origins"));
	}

	private boolean isAllowed(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) {
		try {
			return this.origins.beforeHandshake(request, response, handler, attributes);
		}
		catch (Exception ex) {
			return false;
		}
	}

}
