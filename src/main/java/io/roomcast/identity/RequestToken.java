package io.roomcast.identity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.roomcast.protocol.JsonCodec;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

/**
 * Finds the bearer tokens of a request (RFC 6750), wherever they may stand.
 */
final class RequestToken {

	private static final String SCHEME = "Bearer ";

	private static final String PARAMETER = "access_token";

	private static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";

	private RequestToken() {
	}

	/**
	 * Returns all tokens that a request carries: it should be one at most.
	 */
	static List<String> all(HttpServletRequest request) {
		List<String> tokens = inHeader(request);
		String[] parameters = request.getParameterValues(PARAMETER);
		if (parameters != null) {
			tokens.addAll(List.of(parameters));
		}
		for (String line : values(request, SUBPROTOCOLS)) {
			for (String offered : line.split(",", -1)) {
				if (offered.strip().startsWith(JsonCodec.TOKEN_SUBPROTOCOL)) {
					tokens.add(offered.strip().substring(JsonCodec.TOKEN_SUBPROTOCOL.length()));
				}
			}
		}
		return tokens;
	}

	/**
	 * Returns those of the header {@code Authorization}.
	 */
	static List<String> inHeader(HttpServletRequest request) {
		List<String> tokens = new ArrayList<>(1);
		for (String line : values(request, HttpHeaders.AUTHORIZATION)) {
			if (line.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
				tokens.add(line.substring(SCHEME.length()).strip());
			}
		}
		return tokens;
	}

	private static List<String> values(HttpServletRequest request, String header) {
		return Collections.list(request.getHeaders(header));
	}

}
