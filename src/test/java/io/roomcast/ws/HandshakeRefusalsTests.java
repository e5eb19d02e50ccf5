package io.roomcast.ws;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.roomcast.chat.Admission;
import io.roomcast.protocol.JsonCodec;
import io.roomcast.protocol.Refusal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class HandshakeRefusalsTests {

	private static final Refusal LATER = Refusal.unavailable("the nick cannot be reserved now", Duration.ofSeconds(1));

	private final HandshakeRefusals refusals = new HandshakeRefusals(JsonMapper.shared());

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/chat");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final Map<String, Object> attributes = new HashMap<>();

	@Test
	void plainTextClientIsToldWhenToComeBack() throws IOException {
		assertThat(refuse()).isFalse();

		assertThat(this.response.getStatus()).isEqualTo(503);
		assertThat(this.response.getHeader("Retry-After")).isEqualTo("1");
		assertThat(this.response.getContentAsString()).contains("\"code\":\"unavailable\"");
	}

	@Test
	void jsonClientIsRefusedAfterTheUpgrade() throws IOException {
		this.request.addHeader("Sec-WebSocket-Protocol", JsonCodec.SUBPROTOCOL);

		assertThat(refuse()).isTrue();

		assertThat(this.attributes).containsValue(new Admission.Refused(LATER));
	}

	private boolean refuse() throws IOException {
		try (ServletServerHttpResponse answer = new ServletServerHttpResponse(this.response)) {
			return this.refusals.refuse(new ServletServerHttpRequest(this.request), answer, this.attributes, LATER);
		}
	}

}
