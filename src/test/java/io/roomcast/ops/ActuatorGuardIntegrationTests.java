package io.roomcast.ops;

import io.roomcast.harness.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The actuator is guarded wherever it is.
 */
class ActuatorGuardIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.api.key=sesame-1234",
			"server.servlet.context-path=/chat-service", "spring.mvc.servlet.path=/app");

	@Test
	void metersNeedTheKeyUnderThePathOfTheServlet() {
		String base = "/chat-service/app/actuator";

		assertThat(server.get(base + "/health").statusCode()).isEqualTo(200);
		assertThat(server.get(base + "/prometheus").statusCode()).isEqualTo(401);
		assertThat(server.request("GET", base + "/prometheus", "", "Authorization: Bearer sesame-1234").statusCode())
			.isEqualTo(200);
	}

}
