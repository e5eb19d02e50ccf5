package io.roomcast.ops;

import java.net.http.HttpResponse;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ActuatorIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@Test
	void serviceIsHealthy() {
		assertThat(JsonPath.<String>read(body("/actuator/health"), "$.status")).isEqualTo("UP");
	}

	@Test
	void healthTellsOfTheEngine() {
		String health = body("/actuator/health");

		assertThat(JsonPath.<String>read(health, "$.components.engine.status")).isEqualTo("UP");
		assertThat(JsonPath.<String>read(health, "$.components.engine.details.name")).isEqualTo("memory");
	}

	@Test
	void readinessDependsOnTheEngineAndLivenessDoesNot() {
		assertThat(JsonPath.<Map<String, ?>>read(body("/actuator/health/readiness"), "$.components"))
			.containsOnlyKeys("engine", "readinessState");
		assertThat(body("/actuator/health/liveness")).isEqualTo("{\"status\":\"UP\"}");
	}

	@Test
	void infoHasTheVersion() {
		assertThat(JsonPath.<String>read(body("/actuator/info"), "$.build.version")).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "roomcast.clients", "roomcast.rooms", "roomcast.messages.received", "roomcast.deliveries",
			"roomcast.listeners", "roomcast.listeners.opened", "roomcast.clients.opened", "roomcast.clients.closed",
			"roomcast.clients.slow", "roomcast.lag.largest", "roomcast.write.pending", "roomcast.delivery.delay",
			"roomcast.log.size", "roomcast.engine.up", "roomcast.engine.errors", "roomcast.engine.gaps.filled",
			"roomcast.engine.gaps.announced", "roomcast.engine.forks", "roomcast.engine.resubscribes",
			"roomcast.engine.batch", "roomcast.engine.roundtrip", "roomcast.engine.lag" })
	void meterExistsFromTheStart(String name) {
		assertThat(JsonPath.<String>read(body("/actuator/metrics/" + name), "$.name")).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "roomcast_clients", "roomcast_rooms", "roomcast_messages_received_total",
			"roomcast_deliveries_total", "roomcast_listeners", "roomcast_listeners_opened_total",
			"roomcast_clients_opened_total", "roomcast_clients_closed_total", "roomcast_clients_slow_total",
			"roomcast_lag_largest", "roomcast_write_pending_bytes", "roomcast_delivery_delay_seconds",
			"roomcast_log_size_bytes", "roomcast_engine_up", "roomcast_engine_errors_total",
			"roomcast_engine_gaps_filled_total", "roomcast_engine_gaps_announced_total", "roomcast_engine_forks_total",
			"roomcast_engine_resubscribes_total", "roomcast_engine_batch", "roomcast_engine_roundtrip_seconds",
			"roomcast_engine_lag_seconds" })
	void meterIsExportedToPrometheus(String name) {
		assertThat(body("/actuator/prometheus")).containsPattern("(?m)^" + name + "[ {]");
	}

	private static String body(String path) {
		HttpResponse<String> response = server.get(path);
		assertThat(response.statusCode()).as(path).isEqualTo(200);
		return response.body();
	}

}
