package io.roomcast.ops;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What operators and their tools read of a node, and that the documentation tells of it.
 */
class ActuatorIntegrationTests {

	/** What Prometheus adds to each sample. */
	private static final String INSTANCE = "instance";

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@Test
	void serviceIsHealthy() {
		assertThat(JsonPath.<String>read(body("/actuator/health"), "$.status")).isEqualTo("UP");
	}

	@Test
	void healthTellsOfTheEngineAndThePump() {
		String health = body("/actuator/health");

		assertThat(JsonPath.<String>read(health, "$.components.engine.status")).isEqualTo("UP");
		assertThat(JsonPath.<String>read(health, "$.components.engine.details.name")).isEqualTo("memory");
		assertThat(JsonPath.<String>read(health, "$.components.pump.status")).isEqualTo("UP");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health/readiness", "/readyz" })
	void readinessDependsOnTheEngineAndThePump(String path) {
		assertThat(JsonPath.<Map<String, ?>>read(body(path), "$.components")).containsOnlyKeys("engine", "pump",
				"readinessState");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health/liveness", "/livez" })
	void livenessDoesNotDependOnTheEngine(String path) {
		assertThat(JsonPath.<Map<String, ?>>read(body(path), "$.components")).containsOnlyKeys("pump", "livenessState");
	}

	@Test
	void infoHasEngineAndVersions() {
		String info = body("/actuator/info");

		assertThat(JsonPath.<String>read(info, "$.engine.name")).isEqualTo("memory");
		for (String part : List.of("build", "java", "springBoot", "jetty")) {
			assertThat(JsonPath.<String>read(info, "$." + part + ".version")).as(part).isNotEmpty();
		}
	}

	@Test
	void billOfMaterialsNamesWhatTheJarIsMadeOf() {
		assumeThat(new ClassPathResource("META-INF/sbom/application.cdx.json")).as("made by Maven, if it is online")
			.matches(ClassPathResource::exists);
		String bill = body("/actuator/sbom/application");

		assertThat(JsonPath.<String>read(bill, "$.bomFormat")).isEqualTo("CycloneDX");
		assertThat(JsonPath.<List<String>>read(bill, "$.components[*].name")).contains("spring-boot", "jetty-server",
				"netty-handler", "lettuce-core");
	}

	@Test
	void tableOfTheDocumentationHasEveryMeterAndNoOther() {
		Map<String, MeterTable.Row> table = new MeterTable().rows();
		List<String> names = JsonPath.read(body("/actuator/metrics"), "$.names");

		assertThat(table.keySet()).isEqualTo(names.stream()
			.filter((name) -> name.startsWith("roomcast."))
			.collect(Collectors.toCollection(TreeSet::new)));
	}

	@Test
	void tableOfTheDocumentationHasEveryTag() {
		new MeterTable().rows().forEach((name, row) -> {
			Map<String, Set<String>> tags = tags(name);
			assertThat(row.tags().keySet()).as("tags of " + name).isEqualTo(tags.keySet());
			tags.forEach((tag, values) -> assertThat(row.tags().get(tag)).as(tag + " of " + name).containsAll(values));
		});
	}

	@Test
	void tableOfTheDocumentationHasTheNamesForPrometheus() {
		String text = body("/actuator/prometheus");
		Scrape scrape = new Scrape(text);
		Map<String, String> types = Map.of("gauge", "gauge", "counter", "counter", "timer", "histogram", "summary",
				"histogram");

		assertThat(new MeterTable().rows()).allSatisfy((name, row) -> {
			assertThat(scrape.hasMeter(row.prometheus())).as(row.prometheus()).isTrue();
			assertThat(text).contains("# TYPE " + row.prometheus() + " " + types.get(row.type()) + "\n");
		});
	}

	@Test
	void everyQueryOfTheDashboardNamesWhatThereIs() {
		Scrape scrape = new Scrape(body("/actuator/prometheus"));
		Dashboard dashboard = new Dashboard();

		assertThat(dashboard.unread()).isEmpty();
		assertThat(dashboard.uses()).hasSizeGreaterThan(50).allSatisfy((use) -> {
			assertThat(scrape.names()).as(use.query()).contains(use.meter());
			Set<String> labels = new TreeSet<>(use.labels());
			labels.remove(INSTANCE);
			assertThat(scrape.labels(use.meter())).as(use.query()).containsAll(labels);
		});
	}

	@Test
	void dashboardShowsEveryMeterOfOurs() {
		Set<String> shown = new Dashboard().uses().stream().map(Dashboard.Use::meter).collect(Collectors.toSet());

		assertThat(new MeterTable().rows().values()).extracting(MeterTable.Row::prometheus)
			.allMatch((name) -> shown.contains(name) || shown.contains(name + "_bucket"));
	}

	private static Map<String, Set<String>> tags(String meter) {
		String body = body("/actuator/metrics/" + meter);
		Map<String, Set<String>> tags = new TreeMap<>();
		for (String tag : JsonPath.<List<String>>read(body, "$.availableTags[*].tag")) {
			tags.put(tag, new TreeSet<>(
					JsonPath.<List<String>>read(body, "$.availableTags[?(@.tag == '" + tag + "')].values[*]")));
		}
		return tags;
	}

	private static String body(String path) {
		HttpResponse<String> response = server.get(path);
		assertThat(response.statusCode()).as(path).isEqualTo(200);
		return response.body();
	}

}
