package io.roomcast.ws;

import java.io.IOException;
import java.util.Map;

import io.roomcast.chat.Identity;
import io.roomcast.identity.Caller;
import io.roomcast.identity.Callers;
import io.roomcast.protocol.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;

/**
 * Finds out who a client is, where the service asks for tokens, and refuses it if nobody
 * can tell.
 */
@Component
@Order(WebSocketConfiguration.TOKEN)
final class TokenCheck implements HandshakeCheck {

	private static final String IDENTITY = "roomcast.identity";

	private final Callers callers;

	private final HandshakeRefusals refusals;

	TokenCheck(Callers callers, HandshakeRefusals refusals) {
		this.callers = callers;
		this.refusals = refusals;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) throws IOException {
		if (!this.callers.isIdentityOn() || attributes.containsKey(ChatWebSocketHandler.ADMISSION)) {
			return true;
		}
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		Caller caller = this.callers.identify(servletRequest);
		Refusal refusal = caller.refusal();
		if (refusal == null) {
			servletRequest.setAttribute(IDENTITY, caller.identity());
			return true;
		}
		if (!Subprotocols.isJson(request)) {
			challenge(refusal, response.getHeaders());
		}
		return this.refusals.refuse(request, response, attributes, refusal);
	}

	private static void challenge(Refusal refusal, HttpHeaders headers) {
		String challenge = Caller.challenge(refusal);
		if (challenge != null) {
			headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge);
		}
	}

	/**
	 * Returns who has sent a handshake; null if nobody asked.
	 */
	static @Nullable Identity identity(HttpServletRequest request) {
		return (request.getAttribute(IDENTITY) instanceof Identity identity) ? identity : null;
	}

}
