package io.roomcast.ws;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.roomcast.chat.Chat;
import io.roomcast.fanout.Traffic.Refused;
import io.roomcast.problem.Problems;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * Checks that a request is a WebSocket handshake (RFC 6455 section 4.2.1), and refuses it
 * if it is not.
 */
@Component
@Order(WebSocketConfiguration.HEADERS)
final class HandshakeHeaders implements HandshakeCheck {

	private static final String WEBSOCKET = "websocket";

	private static final String VERSION = "13";

	private static final int KEY_BYTES = 16;

	/** The length of the base64 of a key, with its padding. */
	private static final int KEY_LENGTH = 24;

	private final HandshakeRefusals refusals;

	private final Chat chat;

	HandshakeHeaders(HandshakeRefusals refusals, Chat chat) {
		this.refusals = refusals;
		this.chat = chat;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) throws IOException {
		ProblemDetail problem = check(request, response.getHeaders());
		if (problem != null) {
			this.chat.traffic().addRefused(Refused.HANDSHAKE);
			this.refusals.refuse(request, response, problem);
			return false;
		}
		// Spring knows only some spellings of the tokens, and no list of them.
		request.getHeaders().setUpgrade(WEBSOCKET);
		request.getHeaders().setConnection(HttpHeaders.UPGRADE);
		return true;
	}

	/**
	 * Returns why a request is refused, or null if it is a handshake.
	 * @param answer gets the headers that tell how to ask instead
	 */
	private static @Nullable ProblemDetail check(ServerHttpRequest request, HttpHeaders answer) {
		HttpHeaders headers = request.getHeaders();
		if (!HttpMethod.GET.equals(request.getMethod())) {
			answer.setAllow(Set.of(HttpMethod.GET));
			return Problems.of(HttpStatus.METHOD_NOT_ALLOWED,
					"method " + request.getMethod() + " is not supported here, only GET");
		}
		if (!names(headers, HttpHeaders.UPGRADE, WEBSOCKET)
				|| !names(headers, HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)) {
			answer.setUpgrade(WEBSOCKET);
			answer.setConnection(HttpHeaders.UPGRADE);
			return Problems.of(HttpStatus.UPGRADE_REQUIRED,
					"this is a WebSocket endpoint: connect to it with ws://, or wss:// with TLS");
		}
		String protocol = ((ServletServerHttpRequest) request).getServletRequest().getProtocol();
		if (HttpVersion.HTTP_1_0.is(protocol)) {
			return Problems.of(HttpStatus.HTTP_VERSION_NOT_SUPPORTED,
					"a WebSocket handshake is HTTP/1.1, this request is " + protocol);
		}
		if (!headers.getOrEmpty(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION).equals(List.of(VERSION))) {
			answer.set(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, VERSION);
			return Problems.of(HttpStatus.UPGRADE_REQUIRED, "Sec-WebSocket-Version must be there once, as " + VERSION);
		}
		if (!hasKey(headers)) {
			return Problems.of(HttpStatus.BAD_REQUEST,
					"Sec-WebSocket-Key must be there once, as the base64 of " + KEY_BYTES + " bytes");
		}
		if (hasBody(headers)) {
			return Problems.of(HttpStatus.BAD_REQUEST, "a WebSocket handshake has no body");
		}
		return null;
	}

	private static boolean names(HttpHeaders headers, String header, String token) {
		return headers.getValuesAsList(header).stream().anyMatch(token::equalsIgnoreCase);
	}

	private static boolean hasKey(HttpHeaders headers) {
		List<String> keys = headers.getOrEmpty(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY);
		try {
			return keys.size() == 1 && keys.get(0).length() == KEY_LENGTH
					&& Base64.getDecoder().decode(keys.get(0)).length == KEY_BYTES;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Returns whether a body follows. Something between that counts it in, and a server
	 * that takes it for frames, would see different messages.
	 */
	private static boolean hasBody(HttpHeaders headers) {
		return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
	}

}
