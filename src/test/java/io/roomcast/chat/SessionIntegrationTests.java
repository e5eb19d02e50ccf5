package io.roomcast.chat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatEvent;
import io.roomcast.harness.ChatProcess;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A session outlives its socket. The grace is either longer than any test, or so short
 * that it is soon over.
 */
class SessionIntegrationTests {

	private static final int BAD_REQUEST = 4001;

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY, "roomcast.client.grace=60s");

	@AutoClose
	private static final ChatServer hasty = ChatServer.start("roomcast.client.grace=300ms");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@AutoClose
	private final ChatClients hastyClients = new ChatClients(hasty);

	private final RoomApi api = RoomApi.of(server, this.clients);

	@Test
	void awayClientIsStillInTheRoom() throws IOException {
		this.clients.joinJsonAs("bob");

		loseAlice();

		assertThat(JsonPath.<List<String>>read(this.api.get("/clients").body(), "$[*].nick")).containsExactly("bob",
				"alice");
	}

	@Test
	void awayClientIsNotConnected() throws IOException {
		this.clients.joinJsonAs("bob");

		loseAlice();

		assertThat(server.clients()).isEqualTo(1);
	}

	@Test
	void nickOfAnAwayClientIsTaken() throws IOException {
		this.clients.joinJsonAs("bob");
		loseAlice();

		assertThat(Handshake.attempt(server.ws(this.clients.room() + "?nick=alice")).status()).isEqualTo(409);
	}

	@Test
	void awayClientCanBeRemoved() throws IOException {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		loseAlice();

		assertThat(this.api.remove("alice").statusCode()).isEqualTo(204);

		bob.takeLeft("alice");
	}

	@Test
	void clientComesBackUnderItsNumberAndNick() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		long number = alice.client();

		alice.abort();

		assertThat(alice.nextReturn().nick()).isEqualTo("alice");
		assertThat(alice.hello().resumed()).isTrue();
		assertThat(alice.client()).isEqualTo(number);
	}

	@Test
	void clientComesBackUnderItsDefaultNick() {
		JsonChatRecorder alice = this.clients.joinJson();
		String nick = alice.nick();

		alice.abort();

		assertThat(alice.nextReturn().nick()).isEqualTo(nick);
	}

	@Test
	void clientThatComesBackKeepsItsSession() {
		JsonChatRecorder alice = this.clients.joinJson();
		String session = alice.hello().session();

		alice.abort();
		alice.nextReturn();

		assertThat(alice.hello().session()).isEqualTo(session);
	}

	@Test
	void othersHearNothingOfALossAndAReturn() {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		alice.abort();
		alice.nextReturn();
		alice.sayAndTakeReceipt("back again");

		assertThat(bob.nextText()).isEqualTo("back again");
	}

	@Test
	void othersHearOfTheLossAfterTheGrace() throws IOException {
		JsonChatRecorder bob = this.hastyClients.joinJsonAs("bob");

		this.hastyClients.joinRawJson("alice").socket().reset();

		bob.takeLeft("alice");
	}

	@Test
	void nickIsFreeAfterTheGrace() throws IOException {
		JsonChatRecorder bob = this.hastyClients.joinJsonAs("bob");
		this.hastyClients.joinRawJson("alice").socket().finish();
		bob.takeLeft("alice");

		assertThat(this.hastyClients.joinJsonAs("alice").nick()).isEqualTo("alice");
	}

	@Test
	void sessionIsUnknownAfterTheGrace() throws IOException {
		JsonChatRecorder bob = this.hastyClients.joinJsonAs("bob");
		RawJsonClient alice = RawJsonClient.open(hasty.ws(this.hastyClients.room() + "?nick=alice"));
		String session = alice.next(JsonEvent.Hello.class).session();
		bob.takeJoined("alice");
		alice.socket().reset();
		bob.takeLeft("alice");

		JsonChatRecorder late = connect(hasty, this.hastyClients, session);

		assertThat(late.hello().resumed()).isFalse();
		assertThat(late.hello().session()).isNotEqualTo(session);
	}

	@Test
	void ownCloseFrameLeavesAtOnce() {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		alice.leave();

		bob.takeLeft("alice");
	}

	@Test
	void ownCloseFrameEndsTheSession() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		alice.leave();

		assertThat(takeOver(alice).hello().resumed()).isFalse();
	}

	@Test
	void roomsThatAreNotJoinedAgainWithinTheGraceAreLeft() {
		String b = this.hastyClients.roomName("b");
		JsonChatRecorder bob = this.hastyClients.joinJsonAs("bob");
		this.hastyClients.joinRoom(bob, b);
		JsonChatRecorder alice = this.hastyClients.joinJsonAs("alice");
		this.hastyClients.joinRoom(alice, b);
		JsonChatRecorder newer = connect(hasty, this.hastyClients, alice.hello().session());
		alice.nextClosed();

		newer.joinRoom(b);

		bob.takeLeft(this.hastyClients.roomName(), "alice");
		newer.sayIn(b, "still here");
		assertThat(bob.nextText(b)).isEqualTo("still here");
	}

	@Test
	void unknownSessionIsNotResumed() {
		JsonChatRecorder stranger = connect(server, this.clients, "A".repeat(32));

		assertThat(stranger.hello().resumed()).isFalse();
		assertThat(stranger.hello().session()).isNotEqualTo("A".repeat(32));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%21",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
	void malformedSessionIsRefused(String session) {
		JsonChatRecorder stranger = new JsonChatRecorder();

		stranger.open(server.ws("/connect?session=" + session));

		stranger.next(ChatEvent.Opened.class);
		assertThat(stranger.nextRefused().code()).isEqualTo("bad_session");
		assertThat(stranger.nextClosed().code()).isEqualTo(BAD_REQUEST);
	}

	@Test
	void sessionIsNeverLogged(@TempDir Path directory) throws Exception {
		String session;
		try (ChatProcess process = ChatProcess.start(directory.resolve("log"), "logging.level.io.roomcast=trace");
				JsonChatRecorder alice = new JsonChatRecorder()) {
			alice.join(process.ws("/chat"));
			session = alice.hello().session();
			alice.joinRoom("b");
			alice.sayIn("b", "hi");
			alice.abort();
			alice.nextReturn();
			JsonChatRecorder newer = new JsonChatRecorder();
			newer.connect(process.ws("/connect?session=" + session));
			newer.send("no JSON");
			newer.next(JsonEvent.Refused.class);
			newer.leave();
			process.terminate();
			process.awaitExit(Duration.ofSeconds(10));

			assertThat(process.printed()).containsPattern("TRACE|DEBUG").doesNotContain(session);
		}
	}

	/**
	 * Lets alice join, and loses her connection.
	 */
	private void loseAlice() throws IOException {
		RawJsonClient alice = this.clients.joinRawJson("alice");
		alice.socket().reset();
		await().untilAsserted(() -> assertThat(server.clients()).isEqualTo(1));
	}

	/**
	 * Opens a second socket with the session of a client.
	 */
	private JsonChatRecorder takeOver(JsonChatRecorder client) {
		return connect(server, this.clients, client.hello().session());
	}

	private static JsonChatRecorder connect(ChatServer chat, ChatClients clients, String session) {
		JsonChatRecorder newer = new JsonChatRecorder();
		newer.connect(chat.ws("/connect?session=" + session));
		clients.add(newer);
		return newer;
	}

}
