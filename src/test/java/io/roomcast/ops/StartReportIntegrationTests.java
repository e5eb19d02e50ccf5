package io.roomcast.ops;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says of a start and a stop: one line, as JSON if asked for.
 */
class StartReportIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void startIsToldInOneLineWithoutSecrets(@TempDir Path directory) throws Exception {
		try (ChatProcess node = ChatProcess.start(directory.resolve("log"), "logging.structured.format.console=ecs",
				"server.address=127.0.0.1", "roomcast.api.key=secret", "roomcast.client.max-rooms=7",
				"roomcast.limits.clients=1234", "roomcast.limits.rooms=0")) {
			node.terminate();
			node.awaitExit(PATIENCE);

			List<String> told = node.printed()
				.lines()
				.filter((line) -> line.startsWith("{"))
				.filter((line) -> !line.contains("GracefulShutdown"))
				.toList();
			assertThat(told).hasSize(1);
			assertThat(JsonPath.<String>read(told.get(0), "$.log.level")).isEqualTo("INFO");
			assertThat(JsonPath.<String>read(told.get(0), "$.message")).startsWith("Roomcast ")
				.contains("listens on http://127.0.0.1:" + node.port() + " after",
						"engine memory, API key on, identity off; at most ", "1234 clients", "any number of rooms",
						"7 rooms a client")
				.doesNotContain("secret");
		}
	}

}
