package io.roomcast.http;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenAPI document tells what the routes do.
 */
class OpenApiIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY);

	private final String document = document();

	@Test
	void everyRouteIsInIt() {
		Map<String, Map<String, Object>> paths = JsonPath.read(this.document, "$.paths");

		Map<String, Set<String>> routes = new TreeMap<>();
		paths.forEach((path, operations) -> routes.put(path, new TreeSet<>(operations.keySet())));

		assertThat(routes).isEqualTo(Map.of("/ping", Set.of("get"), "/clients", Set.of("get"), "/rooms", Set.of("get"),
				"/rooms/{room}", Set.of("get"), "/rooms/{room}/clients", Set.of("get"), "/rooms/{room}/messages",
				Set.of("get", "post"), "/rooms/{room}/clients/{nick}", Set.of("delete")));
	}

	@Test
	void everyRouteHasASummary() {
		assertThat(JsonPath.<List<String>>read(this.document, "$.paths.*.*.summary")).hasSize(8)
			.doesNotHaveDuplicates();
	}

	@Test
	void routesThatNeedTheKeySaySo() {
		assertThat(JsonPath.<String>read(this.document, "$.components.securitySchemes.apiKey.scheme"))
			.isEqualTo("bearer");
		assertThat(JsonPath.<List<Object>>read(this.document, "$.paths.*.*.security")).hasSize(2);
		assertThat(JsonPath.<Object>read(this.document, "$.paths['/rooms/{room}/messages'].post.security[0].apiKey"))
			.isNotNull();
		assertThat(JsonPath.<Object>read(this.document,
				"$.paths['/rooms/{room}/clients/{nick}'].delete.security[0].apiKey"))
			.isNotNull();
	}

	@Test
	void messageIsDescribedAsItIsAnswered() {
		Map<String, Object> answered = JsonPath.read(RoomApi.named(server, "described").say("hi").body(), "$");
		Map<String, Object> described = JsonPath.read(this.document, "$.components.schemas.Message.properties");

		assertThat(described.keySet()).containsAll(answered.keySet());
		assertThat(JsonPath.<String>read(this.document, "$.components.schemas.Page.properties.messages.items['$ref']"))
			.endsWith("/Message");
		assertThat(JsonPath.<String>read(this.document, "$.components.schemas.Page.properties.cursor.type"))
			.isEqualTo("string");
		assertThat(JsonPath.<String>read(this.document,
				"$.paths['/rooms/{room}/messages'].post.responses.201.content['application/json'].schema['$ref']"))
			.endsWith("/Message");
	}

	@Test
	void limitsAreInIt() {
		String limit = "$.paths['/rooms/{room}/messages'].get.parameters[?(@.name == 'limit')].schema";

		assertThat(JsonPath.<List<Integer>>read(this.document, limit + ".minimum")).containsExactly(1);
		assertThat(JsonPath.<List<Integer>>read(this.document, limit + ".maximum")).containsExactly(1000);
		assertThat(JsonPath.<List<Integer>>read(this.document, limit + ".default")).containsExactly(100);
	}

	@Test
	void refusalsAreProblems() {
		assertThat(JsonPath.<Map<String, Object>>read(this.document, "$.components.responses.Problem.content"))
			.containsOnlyKeys("application/problem+json");
		assertThat(
				JsonPath.<Map<String, Object>>read(this.document, "$.paths['/rooms/{room}/messages'].post.responses"))
			.containsOnlyKeys("201", "400", "401", "403", "413", "415", "422", "503");
	}

	private static String document() {
		HttpResponse<String> response = server.get("/v3/api-docs");
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

}
