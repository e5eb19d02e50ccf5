package io.roomcast.http;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What HTTP tells of rooms and of the clients in them.
 */
class RoomsIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY);

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final RoomApi api = RoomApi.of(server, this.clients);

	@Test
	void noRoomIsListedWithoutClients() {
		assertThat(ok(server.get("/rooms"))).isEqualTo("[]");
	}

	@Test
	void roomsAreListedByNameWithTheirNumberOfClients() {
		String room = this.api.room();
		this.clients.join("/chat/" + room + "-b");
		this.clients.join("/chat/" + room + "-a");
		this.clients.join("/chat/" + room + "-b");

		assertThat(JsonPath.<List<Map<String, Object>>>read(ok(server.get("/rooms")), "$"))
			.containsExactly(Map.of("room", room + "-a", "clients", 1), Map.of("room", room + "-b", "clients", 2));
	}

	@Test
	void roomHasItsNumberOfClientsAndACursor() {
		this.clients.join();
		this.clients.join();

		Map<String, Object> room = JsonPath.read(ok(this.api.get("")), "$");

		assertThat(room).containsOnlyKeys("room", "clients", "cursor");
		assertThat(room).containsEntry("room", this.api.room()).containsEntry("clients", 2);
		assertThat((String) room.get("cursor")).hasSize(32);
	}

	@Test
	void cursorOfARoomIsThatOfItsLastMessage() {
		String said = JsonPath.read(this.api.say("hi").body(), "$.cursor");

		assertThat(JsonPath.<String>read(ok(this.api.get("")), "$.cursor")).isEqualTo(said);
	}

	@Test
	void clientsOfARoomAreListedInOrderOfJoining() {
		this.clients.joinAs("zoe");
		this.clients.joinAs("adam");

		List<Map<String, Object>> members = JsonPath.read(ok(this.api.get("/clients")), "$");

		assertThat(members).extracting((member) -> member.get("nick")).containsExactly("zoe", "adam");
		assertThat(members).extracting((member) -> (Integer) member.get("client")).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void clientThatLeftIsNoLongerListed() {
		ChatRecorder alice = this.clients.joinAs("alice");
		ChatRecorder bob = this.clients.joinAs("bob");

		bob.close();

		assertThat(alice.nextText()).isEqualTo("bob left");
		assertThat(bob.nextClosed().code()).isEqualTo(1000);
		assertThat(JsonPath.<List<String>>read(ok(this.api.get("/clients")), "$[*].nick")).containsExactly("alice");
	}

	@Test
	void roomWithNothingButHistoryHasNoClients() {
		this.api.say("anybody?");

		assertThat(JsonPath.<Integer>read(ok(this.api.get("")), "$.clients")).isZero();
		assertThat(ok(this.api.get("/clients"))).isEqualTo("[]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/clients", "/messages" })
	void unknownRoomIsNotFound(String rest) {
		Problem problem = Problem.of(this.api.get(rest));

		assertThat(problem.status()).isEqualTo(404);
		assertThat(problem.detail()).contains("'" + this.api.room() + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/clients", "/messages" })
	void badRoomNameIsRefused(String rest) {
		HttpResponse<String> response = RoomApi.named(server, "-dash").get(rest);

		Problem problem = Problem.of(response);
		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains("'-dash'", "64");
		assertThat(JsonPath.<String>read(response.body(), "$.code")).isEqualTo("bad_room");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a%20b", "gr%C3%BCn", "%7Bx%7D", "$%7B1+1%7D" })
	void encodedBadRoomNameIsRefused(String room) {
		assertThat(Problem.of(RoomApi.named(server, room).get("")).status()).isEqualTo(400);
	}

	@Test
	void wrongMethodIsRefusedWithTheAllowedOnes() {
		HttpResponse<String> response = server.request("PUT", this.api.path() + "/messages", "{}");

		assertThat(Problem.of(response).status()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
	}

	private static String ok(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
		return response.body();
	}

}
