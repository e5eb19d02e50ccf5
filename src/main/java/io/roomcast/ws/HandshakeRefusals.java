package io.roomcast.ws;

import java.io.IOException;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;

/**
 * Answers a handshake that is refused with a problem detail (RFC 9457).
 */
@Component
final class HandshakeRefusals {

	private final JsonMapper mapper;

	HandshakeRefusals(JsonMapper mapper) {
		this.mapper = mapper;
	}

	void refuse(ServerHttpResponse response, HttpStatus status, String sentence) throws IOException {
		response.setStatusCode(status);
		response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		response.getBody().write(this.mapper.writeValueAsBytes(ProblemDetail.forStatusAndDetail(status, sentence)));
	}

}
