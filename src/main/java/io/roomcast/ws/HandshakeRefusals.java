package io.roomcast.ws;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

import io.roomcast.chat.Admission;
import io.roomcast.problem.Problems;
import io.roomcast.protocol.Refusal;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;

/**
 * Refuses handshakes: with a problem detail, or, if the client speaks JSON, after the
 * upgrade, as a page cannot see the status of a handshake.
 */
@Component
final class HandshakeRefusals {

	private final JsonMapper mapper;

	HandshakeRefusals(JsonMapper mapper) {
		this.mapper = mapper;
	}

	void refuse(ServerHttpRequest request, ServerHttpResponse response, HttpStatus status, String sentence)
			throws IOException {
		refuse(request, response, Problems.of(status, sentence));
	}

	/**
	 * Refuses a client.
	 * @param attributes carry the refusal to the handler if the client speaks JSON
	 * @return whether the handshake goes on
	 */
	boolean refuse(ServerHttpRequest request, ServerHttpResponse response, Map<String, Object> attributes,
			Refusal refusal) throws IOException {
		if (Subprotocols.isJson(request)) {
			attributes.putIfAbsent(ChatWebSocketHandler.ADMISSION, new Admission.Refused(refusal));
			return true;
		}
		refuse(request, response, refusal);
		return false;
	}

	/**
	 * Refuses a client by status, whatever it speaks.
	 */
	void refuse(ServerHttpRequest request, ServerHttpResponse response, Refusal refusal) throws IOException {
		if (refusal.retryAfter() != null) {
			response.getHeaders().set(HttpHeaders.RETRY_AFTER, Problems.wholeSeconds(refusal.retryAfter()));
		}
		refuse(request, response, Problems.of(refusal));
	}

	/**
	 * Refuses a request that cannot be upgraded.
	 */
	void refuse(ServerHttpRequest request, ServerHttpResponse response, ProblemDetail problem) throws IOException {
		problem.setInstance(URI.create(request.getURI().getRawPath()));
		response.setStatusCode(HttpStatusCode.valueOf(problem.getStatus()));
		response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		response.getBody().write(this.mapper.writeValueAsBytes(problem));
	}

}
