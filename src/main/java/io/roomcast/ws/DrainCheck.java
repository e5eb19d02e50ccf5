package io.roomcast.ws;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.roomcast.chat.Chat;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Traffic;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;

import org.springframework.core.annotation.Order;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;

/**
 * Refuses clients while the service stops: a balancer that does not know it yet sends
 * them to another node when they come again.
 */
@Component
@Order(WebSocketConfiguration.DRAIN)
final class DrainCheck implements HandshakeCheck {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final OpenConnections connections;

	private final HandshakeRefusals refusals;

	private final Chat chat;

	DrainCheck(OpenConnections connections, HandshakeRefusals refusals, Chat chat) {
		this.connections = connections;
		this.refusals = refusals;
		this.chat = chat;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) throws IOException {
		if (this.connections.isAccepting() || attributes.containsKey(ChatWebSocketHandler.ADMISSION)) {
			// Or refused already.
			return true;
		}
		this.chat.traffic().addRefused(Traffic.Refused.SHUTTING_DOWN);
		return this.refusals.refuse(request, response, attributes, refusal());
	}

	/**
	 * Returns why nobody can connect now.
	 */
	static Refusal refusal() {
		return new Refusal(Reason.SHUTTING_DOWN, Disconnect.RESTARTING.reason(), null, null, RETRY_AFTER);
	}

}
