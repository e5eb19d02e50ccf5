package io.roomcast.ws;

import java.io.IOException;
import java.net.URI;

import io.roomcast.problem.Problems;
import io.roomcast.protocol.Refusal;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;

/**
 * Answers handshakes that are refused with a problem detail.
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

	void refuse(ServerHttpRequest request, ServerHttpResponse response, Refusal refusal) throws IOException {
		refuse(request, response, Problems.of(refusal));
	}

	private void refuse(ServerHttpRequest request, ServerHttpResponse response, ProblemDetail problem)
			throws IOException {
		problem.setInstance(URI.create(request.getURI().getRawPath()));
		response.setStatusCode(HttpStatusCode.valueOf(problem.getStatus()));
		response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		response.getBody().write(this.mapper.writeValueAsBytes(problem));
	}

}
