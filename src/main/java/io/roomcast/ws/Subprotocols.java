package io.roomcast.ws;

import java.util.List;

import io.roomcast.protocol.JsonCodec;

import org.springframework.http.server.ServerHttpRequest;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * Tells which subprotocols a handshake offers (RFC 6455 section 4.1). Any thread may
 * call.
 */
final class Subprotocols {

	private Subprotocols() {
	}

	/**
	 * Returns those that can be agreed on: one that carries a token is none.
	 */
	static List<String> offered(ServerHttpRequest request) {
		return new WebSocketHttpHeaders(request.getHeaders()).getSecWebSocketProtocol()
			.stream()
			.filter((one) -> !one.startsWith(JsonCodec.TOKEN_SUBPROTOCOL))
			.toList();
	}

	/**
	 * Returns whether the client will speak JSON.
	 */
	static boolean isJson(ServerHttpRequest request) {
		return offered(request).contains(JsonCodec.SUBPROTOCOL);
	}

}
