package io.roomcast.engine;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RunningChat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every node answers for the whole service.
 */
abstract class RestContract extends TwoNodeContract {

	private static final int REMOVED = 4004;

	private static final int POLICY_VIOLATION = 1008;

	RestContract(NodePair nodes) {
		super(nodes);
	}

	@Test
	void roomsAreListedOnBothNodes() {
		this.onFirst.joinAs("alice");
		this.onFirst.joinAs("bob");

		assertThat(listed(this.first)).containsOnly(Map.of("room", this.room, "clients", 2));
		assertThat(listed(this.second)).isEqualTo(listed(this.first));
	}

	@Test
	void roomThatAllHaveLeftIsNotListed() {
		this.onFirst.joinAs("alice");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");
		String other = this.onFirst.roomName("other");
		this.onFirst.joinRoom(bob, other);

		this.onFirst.leaveRoom(bob, other);

		// A client hears of its own leave before the others do.
		await().until(() -> listed(this.first, other).isEmpty() && listed(this.second, other).isEmpty());
	}

	@Test
	void roomIsTheSameOnBothNodes() {
		ChatRecorder alice = this.onFirst.joinAs("alice");
		ChatRecorder bob = this.onSecond.joinAs("bob");
		alice.sendAndTakeEcho("hi");
		assertThat(bob.nextText()).isEqualTo("alice: hi");

		Map<String, Object> detail = JsonPath.read(this.firstApi.get("").body(), "$");

		assertThat(detail).containsEntry("clients", 2).containsEntry("room", this.room);
		assertThat(this.secondApi.get("").body()).isEqualTo(this.firstApi.get("").body());
	}

	@Test
	void clientsOfARoomAreTheSameOnBothNodes() {
		this.onFirst.joinAs("alice");
		this.onSecond.joinAs("bob");

		assertThat(nicks(this.firstApi)).containsExactlyInAnyOrder("alice", "bob");
		assertThat(this.secondApi.get("/clients").body()).isEqualTo(this.firstApi.get("/clients").body());
	}

	@Test
	void clientsAreCountedOverBothNodes() {
		this.onFirst.joinAs("alice");
		this.onSecond.joinAs("bob");

		await().untilAsserted(() -> assertThat(this.first.clients()).isEqualTo(2));
		await().untilAsserted(() -> assertThat(this.second.clients()).isEqualTo(2));
	}

	@Test
	void unknownRoomIsNotFoundOnEitherNode() {
		assertThat(Problem.of(this.firstApi.get("")).status()).isEqualTo(404);
		assertThat(Problem.of(this.secondApi.get("/messages")).status()).isEqualTo(404);
	}

	@Test
	void postedMessageIsHeardOnBothNodes() {
		ChatRecorder alice = this.onFirst.joinAs("alice");
		ChatRecorder bob = this.onSecond.joinAs("bob");

		assertThat(this.secondApi.say("hi").statusCode()).isEqualTo(201);

		assertThat(alice.nextText()).isEqualTo("server: hi");
		assertThat(bob.nextText()).isEqualTo("server: hi");
	}

	@Test
	void answerOfAPostIsTheMessageThatIsHeard() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");

		HttpResponse<String> answer = this.secondApi.say("hi");

		assertThat(JsonPath.<String>read(answer.body(), "$.cursor")).isEqualTo(alice.nextMessage().cursor());
	}

	@Test
	void repeatedKeyIsSaidOnceOverBothNodes() {
		ChatRecorder alice = this.onSecond.joinAs("alice");

		HttpResponse<String> first = this.firstApi.sayOnce("k1", "hi");
		HttpResponse<String> second = this.secondApi.sayOnce("k1", "hi");
		this.firstApi.say("over");

		assertThat(first.statusCode()).isEqualTo(201);
		assertThat(second.statusCode()).isEqualTo(201);
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(alice.nextText()).isEqualTo("server: hi");
		assertThat(alice.nextText()).isEqualTo("server: over");
	}

	@Test
	void simultaneousRequestsWithOneKeyAreSaidOnce() {
		ChatRecorder alice = this.onSecond.joinAs("alice");

		List<CompletableFuture<String>> answers = IntStream.range(0, 8)
			.mapToObj((i) -> (i % 2 == 0) ? this.firstApi : this.secondApi)
			.map((api) -> CompletableFuture.supplyAsync(() -> api.sayOnce("k1", "hi").body()))
			.toList();

		assertThat(answers).extracting(CompletableFuture::join).containsOnly(answers.get(0).join());
		this.firstApi.say("over");
		assertThat(alice.nextText()).isEqualTo("server: hi");
		assertThat(alice.nextText()).isEqualTo("server: over");
	}

	@Test
	void keyOfTheOtherNodeIsNotReused() {
		this.firstApi.sayOnce("k1", "hi");

		HttpResponse<String> answer = this.secondApi.sayOnce("k1", "ho");

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("key_reused");
	}

	@Test
	void jsonClientIsRemovedByTheOtherNode() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");

		assertThat(this.secondApi.remove("alice").statusCode()).isEqualTo(204);

		assertThat(alice.nextClosed().code()).isEqualTo(REMOVED);
		bob.takeLeft("alice");
	}

	@Test
	void plainTextClientIsRemovedByTheOtherNode() {
		ChatRecorder alice = this.onFirst.joinAs("alice");
		ChatRecorder bob = this.onSecond.joinAs("bob");

		assertThat(this.firstApi.remove("bob").statusCode()).isEqualTo(204);

		assertThat(bob.nextClosed().code()).isEqualTo(POLICY_VIOLATION);
		alice.takeLeft("bob");
	}

	@Test
	void removedClientIsNotFoundOnTheOtherNode() {
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		this.firstApi.remove("alice");
		alice.nextClosed();
		bob.takeLeft("alice");

		assertThat(this.secondApi.remove("alice").statusCode()).isEqualTo(404);
	}

	private static List<Map<String, Object>> listed(RunningChat node, String room) {
		return JsonPath.read(node.get("/rooms").body(), "$[?(@.room == '" + room + "')]");
	}

	private List<Map<String, Object>> listed(RunningChat node) {
		return listed(node, this.room);
	}

}
