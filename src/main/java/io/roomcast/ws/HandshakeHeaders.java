package io.roomcast.ws;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Checks that a request is a WebSocket handshake (RFC 6455 section 4.2.1), and refuses it
 * if it is not.
 */
@Component
@Order(WebSocketConfiguration.HEADERS)
final class HandshakeHeaders implements HandshakeInterceptor {

	private static final String WEBSOCKET = "websocket";

	private static final String VERSION = "13";

	private static final int KEY_BYTES = 16;

	private final HandshakeRefusals refusals;

	HandshakeHeaders(HandshakeRefusals refusals) {
		this.refusals = refusals;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) throws IOException {
		HttpHeaders headers = request.getHeaders();
		HttpHeaders answer = response.getHeaders();
		if (!HttpMethod.GET.equals(request.getMethod())) {
			answer.setAllow(Set.of(HttpMethod.GET));
			return refuse(request, response, HttpStatus.METHOD_NOT_ALLOWED,
					"method " + request.getMethod() + " is not supported here, only GET");
		}
		if (!asksForUpgrade(headers)) {
			answer.setUpgrade(WEBSOCKET);
			answer.setConnection(HttpHeaders.UPGRADE);
			return refuse(request, response, HttpStatus.UPGRADE_REQUIRED,
					"this is a WebSocket endpoint: connect to it with ws://, or wss:// with TLS");
		}
		if (!VERSION.equals(headers.getFirst(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION))) {
			answer.set(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, VERSION);
			return refuse(request, response, HttpStatus.UPGRADE_REQUIRED, "Sec-WebSocket-Version must be " + VERSION);
		}
		if (!hasKey(headers)) {
			return refuse(request, response, HttpStatus.BAD_REQUEST,
					"Sec-WebSocket-Key must be there once, as the base64 of " + KEY_BYTES + " bytes");
		}
		// Spring knows only two spellings of the token.
		headers.setConnection(HttpHeaders.UPGRADE);
		return true;
	}

	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			@Nullable Exception exception) {
		// Nothing was reserved.
	}

	private static boolean asksForUpgrade(HttpHeaders headers) {
		return WEBSOCKET.equalsIgnoreCase(headers.getUpgrade())
				&& headers.getConnection().stream().anyMatch(HttpHeaders.UPGRADE::equalsIgnoreCase);
	}

	private static boolean hasKey(HttpHeaders headers) {
		List<String> keys = headers.getOrEmpty(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY);
		try {
			return keys.size() == 1 && Base64.getDecoder().decode(keys.get(0)).length == KEY_BYTES;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private boolean refuse(ServerHttpRequest request, ServerHttpResponse response, HttpStatus status, String sentence)
			throws IOException {
		this.refusals.refuse(request, response, status, sentence);
		return false;
	}

}
