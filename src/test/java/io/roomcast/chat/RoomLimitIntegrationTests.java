package io.roomcast.chat;

import java.io.IOException;
import java.net.http.HttpResponse;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.EventStreamReader;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RoomApi;
import io.roomcast.harness.RunningChat;
import io.roomcast.harness.TestRedis;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How many rooms a node keeps in memory.
 */
class RoomLimitIntegrationTests {

	private static final String[] TWO_ROOMS = { "roomcast.limits.rooms=2", "roomcast.room.history-entries=0",
			RoomApi.KEY_PROPERTY };

	private static final String SENTENCE = "room 'three' cannot be made, as this node has 2 rooms, limit 2";

	private static final int FULL = 1013;

	@AutoClose
	private static final ChatServer server = ChatServer.start(TWO_ROOMS);

	@Test
	void noFurtherRoomIsMade() throws IOException {
		assertThatNoThirdRoomIsMade(server);
	}

	@Test
	void noFurtherRoomIsMadeWithRedis() throws Exception {
		try (TestRedis redis = TestRedis.start()) {
			ChatServer.whileRunning(RoomLimitIntegrationTests::assertThatNoThirdRoomIsMade, TWO_ROOMS[0], TWO_ROOMS[1],
					TWO_ROOMS[2], "roomcast.engine=redis", "spring.data.redis.port=" + redis.port());
		}
	}

	@Test
	void roomThatIsGoneMakesWayForAnother() throws IOException {
		try (RawJsonClient alice = RawJsonClient.join(server.ws("/chat/one"))) {
			alice.joinRoom("two");
			alice.send(JsonCommand.leave().in("one"));
			alice.next(JsonEvent.Left.class);

			assertThat(alice.joinRoom("three").room()).isEqualTo("three");
			alice.leave();
		}
		awaitNobody(server);
	}

	private static void assertThatNoThirdRoomIsMade(RunningChat chat) throws IOException {
		await().until(() -> chat.get("/actuator/health/readiness").statusCode() == 200);
		double before = refused(chat);
		try (RawJsonClient alice = RawJsonClient.join(chat.ws("/chat/one"))) {
			alice.joinRoom("two");

			alice.send(JsonCommand.join("three").id("j"));
			JsonEvent.Refused refused = alice.next(JsonEvent.Refused.class);
			assertThat(refused.code()).isEqualTo("unavailable");
			assertThat(refused.message()).isEqualTo(SENTENCE);
			assertThat(refused.retryAfterMillis()).isEqualTo(10_000);
			assertThatOthersAreRefused(chat);
			assertThat(refused(chat)).isEqualTo(before + 5);
			try (RawJsonClient bob = RawJsonClient.join(chat.ws("/chat/two"))) {
				assertThat(alice.next(JsonEvent.Joined.class).room()).isEqualTo("two");
				bob.leave();
			}
			alice.next(JsonEvent.Left.class);
			alice.leave();
		}
		awaitNobody(chat);
	}

	private static void assertThatOthersAreRefused(RunningChat chat) throws IOException {
		Handshake plainText = Handshake.attempt(chat.ws("/chat/three?nick=bob"));
		assertThat(plainText.status()).isEqualTo(503);
		assertThat(plainText.header("Retry-After")).isEqualTo("10");
		assertThat(Problem.of(plainText).detail()).isEqualTo(SENTENCE);
		try (RawJsonClient json = RawJsonClient.open(chat.ws("/chat/three"))) {
			assertThat(json.next(JsonEvent.Refused.class).message()).isEqualTo(SENTENCE);
			assertThat(json.socket().nextClose().closeCode()).isEqualTo(FULL);
		}
		try (EventStreamReader listener = EventStreamReader.open(chat, "three", "")) {
			assertThat(listener.next("error").field("message")).isEqualTo(SENTENCE);
		}
		HttpResponse<String> said = RoomApi.named(chat, "three").post("{\"text\":\"hi\"}");
		assertThat(Problem.of(said)).isEqualTo(new Problem(503, SENTENCE));
		assertThat(said.headers().firstValue("Retry-After")).hasValue("10");
	}

	private static double refused(RunningChat chat) {
		return chat.meter("roomcast.refused?tag=reason:rooms").orElseThrow();
	}

	private static void awaitNobody(RunningChat chat) {
		await().untilAsserted(() -> assertThat(chat.clients()).isZero());
	}

}
