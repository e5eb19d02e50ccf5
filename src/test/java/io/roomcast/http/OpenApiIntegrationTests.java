package io.roomcast.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.chat.NameRules;
import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
				Set.of("get", "post"), "/rooms/{room}/events", Set.of("get"), "/rooms/{room}/clients/{nick}",
				Set.of("delete")));
	}

	@Test
	void documentIsValid() {
		assertThat(new OpenApiDocument(this.document).flaws()).isEmpty();
	}

	@Test
	void answersAreAsDescribed() throws IOException {
		OpenApiDocument openApi = new OpenApiDocument(this.document);
		RoomApi room = RoomApi.named(server, "answers");
		String messages = "/rooms/{room}/messages";

		openApi.assertDescribes("get", "/ping", server.get("/ping"));
		openApi.assertDescribes("get", "/clients", server.get("/clients"));
		openApi.assertDescribes("post", messages, room.say("hi"));
		openApi.assertDescribes("get", messages, room.get("/messages"));
		openApi.assertDescribes("get", "/rooms/{room}", room.get(""));
		try (ChatClients clients = new ChatClients(server)) {
			ChatRecorder alice = clients.join("/chat/answers?nick=alice");
			alice.send(new byte[] { 1 });
			alice.nextBinary();
			openApi.assertDescribes("get", "/rooms", server.get("/rooms"));
			openApi.assertDescribes("get", "/rooms/{room}/clients", room.get("/clients"));
			openApi.assertDescribes("delete", "/rooms/{room}/clients/{nick}", room.remove("alice"));
			alice.nextClosed();
		}
		openApi.assertDescribes("get", messages, room.get("/messages"));
	}

	@ParameterizedTest
	@CsvSource({ "GET, /rooms/a b/messages, /rooms/{room}/messages, 400",
			"GET, /rooms/none/messages, /rooms/{room}/messages, 404", "GET, /rooms/none, /rooms/{room}, 404",
			"GET, /rooms/none/messages?limit=0, /rooms/{room}/messages, 400",
			"POST, /rooms/a/messages, /rooms/{room}/messages, 401",
			"DELETE, /rooms/a/clients/b, /rooms/{room}/clients/{nick}, 401" })
	void refusalsAreAsDescribed(String method, String path, String described, int status) {
		HttpResponse<String> answer = server.request(method, path.replace(" ", "%20"),
				method.equals("POST") ? "{}" : "");

		assertThat(answer.statusCode()).isEqualTo(status);
		new OpenApiDocument(this.document).assertDescribes(method.toLowerCase(Locale.ROOT), described, answer);
	}

	@Test
	void otherMethodsAndMediaTypesAreRefusedAsDescribed() {
		OpenApiDocument openApi = new OpenApiDocument(this.document);

		openApi.assertDescribes("get", "/rooms", server.request("PUT", "/rooms", ""));
		openApi.assertDescribes("get", "/rooms", server.request("GET", "/rooms", "", "Accept: image/png"));
	}

	@Test
	void openRoutesNeedNoKey() {
		assertThat(JsonPath.<List<Object>>read(this.document, "$.paths['/ping'].get.security")).isEmpty();
		assertThat(JsonPath.<List<Object>>read(this.document, "$.paths['/rooms/{room}/messages'].get.security"))
			.isEmpty();
	}

	@Test
	void namesHaveTheirRules() {
		String room = "$.paths['/rooms/{room}'].get.parameters[?(@.name == 'room')].schema";
		String nick = "$.paths['/rooms/{room}/clients/{nick}'].delete.parameters[?(@.name == 'nick')].schema";

		assertThat(JsonPath.<List<String>>read(this.document, room + ".pattern"))
			.containsExactly(NameRules.ROOM_PATTERN);
		assertThat(JsonPath.<List<String>>read(this.document, nick + ".pattern"))
			.containsExactly(NameRules.NICK_PATTERN);
	}

	@Test
	void answersNeverLackAField() {
		for (String schema : List.of("Page", "RoomDetail", "RoomSummary", "Member")) {
			Map<String, Object> properties = JsonPath.read(this.document,
					"$.components.schemas." + schema + ".properties");

			assertThat(JsonPath.<List<String>>read(this.document, "$.components.schemas." + schema + ".required"))
				.containsExactlyInAnyOrderElementsOf(properties.keySet());
		}
	}

	@Test
	void everyRouteHasASummary() {
		assertThat(JsonPath.<List<String>>read(this.document, "$.paths.*.*.summary")).hasSize(9)
			.doesNotHaveDuplicates();
	}

	@Test
	void routesThatNeedTheKeySaySo() {
		assertThat(JsonPath.<String>read(this.document, "$.components.securitySchemes.apiKey.scheme"))
			.isEqualTo("bearer");
		assertThat(JsonPath.<List<Object>>read(this.document, "$.paths.*.*.security[*]")).hasSize(2);
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
			.containsOnlyKeys("201", "400", "401", "403", "405", "406", "413", "415", "422", "429", "503");
	}

	private static String document() {
		HttpResponse<String> response = server.get("/v3/api-docs");
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

}
