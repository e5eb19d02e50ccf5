package io.roomcast.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Requires the API key (as a bearer token, RFC 6750) of routes with {@link NeedsApiKey},
 * before anything else of a request is checked.
 */
@Component
final class ApiKeyInterceptor implements HandlerInterceptor {

	private static final String SCHEME = "Bearer ";

	private static final String CHALLENGE = "Bearer realm=\"roomcast\"";

	private static final String WRONG_TOKEN = CHALLENGE + ", error=\"invalid_token\"";

	private final byte[] key;

	ApiKeyInterceptor(ApiProperties properties) {
		this.key = properties.key().getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(NeedsApiKey.class)) {
			requireKey(request.getHeader(HttpHeaders.AUTHORIZATION));
		}
		return true;
	}

	private void requireKey(@Nullable String authorization) {
		if (this.key.length == 0) {
			throw Refusals.refuse(HttpStatus.FORBIDDEN, "this route is off, as there is no API key: "
					+ "set roomcast.api.key, or ROOMCAST_API_KEY in the environment, to turn it on");
		}
		if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			throw unauthorized(CHALLENGE, "the API key is missing, must be sent as 'Authorization: Bearer <key>'");
		}
		byte[] token = authorization.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8);
		if (!MessageDigest.isEqual(token, this.key)) {
			throw unauthorized(WRONG_TOKEN, "the API key is wrong, must be the one that roomcast.api.key sets");
		}
	}

	private static ErrorResponseException unauthorized(String challenge, String sentence) {
		ErrorResponseException refusal = Refusals.refuse(HttpStatus.UNAUTHORIZED, sentence);
		refusal.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
		return refusal;
	}

}
