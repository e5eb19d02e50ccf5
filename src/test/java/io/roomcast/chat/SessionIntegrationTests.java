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
import io.roomcast.harness.CommandId;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
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
 * A session outlives its socket, and another socket may take it over. The grace is either
 * longer than any test, or so short that it is soon over.
 */
class SessionIntegrationTests {

	private static final int REPLACED = 4000;

	private static final int BAD_REQUEST = 4001;

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY, "roomcast.client.grace=60s");

	@AutoClose
	private static final ChatServer hasty = ChatServer.start("roomcast.client.grace=300ms");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@AutoClose
	private final ChatClients hastyClients = new ChatClients(hasty);

	private final String room = this.clients.roomName();

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
	void takeoverClosesTheOldSocket() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		takeOver(alice);

		ChatEvent.Closed closed = alice.nextClosed();
		assertThat(closed.code()).isEqualTo(REPLACED);
		assertThat(closed.reason()).isEqualTo("replaced by a newer connection");
	}

	@Test
	void takeoverKeepsTheClient() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		JsonEvent.Hello hello = takeOver(alice).hello();

		assertThat(hello.resumed()).isTrue();
		assertThat(hello.client()).isEqualTo(alice.client());
		alice.nextClosed();
	}

	@Test
	void othersHearNothingOfATakeover() {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		JsonChatRecorder newer = takeOver(alice);
		newer.joinRoom(this.room);
		newer.sayAndTakeReceipt("here I am");

		assertThat(bob.nextText()).isEqualTo("here I am");
		alice.nextClosed();
	}

	@Test
	void takenOverClientIsConnectedOnce() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		takeOver(alice);
		alice.nextClosed();

		await().untilAsserted(() -> assertThat(server.clients()).isEqualTo(1));
	}

	@Test
	void newSocketHearsNothingOfARoomUntilItJoinsAgain() {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		JsonChatRecorder newer = takeOver(alice);
		alice.nextClosed();

		bob.sayAndTakeReceipt("too early");
		newer.joinRoom(this.room);
		bob.sayAndTakeReceipt("now");

		assertThat(newer.nextText()).isEqualTo("now");
	}

	@Test
	void roomOfTheUrlIsJoinedAgainAtOnce() {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		String cursor = alice.cursor();
		bob.sayAndTakeReceipt("one");
		assertThat(alice.nextText()).isEqualTo("one");

		JsonChatRecorder newer = new JsonChatRecorder();
		newer.join(server.ws(this.clients.room() + "?session=" + alice.hello().session()), cursor);
		this.clients.add(newer);

		assertThat(newer.welcome().nick()).isEqualTo("alice");
		assertThat(newer.nextText()).isEqualTo("one");
		alice.nextClosed();
	}

	@Test
	void nickOfAJoinIsPassedOverInARoomThatTheSessionIsIn() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		JsonChatRecorder newer = takeOver(alice);

		assertThat(newer.joinRoom(JsonCommand.join(this.room).as("anna")).nick()).isEqualTo("alice");
		alice.nextClosed();
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
	void sameIdGetsTheSameReceipt() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.say("hi", "c1");
		JsonEvent.Message first = alice.nextMessage();

		alice.say("hi", "c1");

		assertThat(alice.nextMessage()).isEqualTo(repeated(first));
		assertThat(first.repeated()).isFalse();
	}

	@Test
	void sameIdIsSaidOnce() {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		for (int i = 0; i < 3; i++) {
			alice.say("hi", "c1");
			alice.nextMessage();
		}
		alice.sayAndTakeReceipt("over");

		assertThat(bob.nextText()).isEqualTo("hi");
		assertThat(bob.nextText()).isEqualTo("over");
	}

	@Test
	void sameIdIsSaidOnceAcrossATakeover() {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		alice.say("hi", "c1");
		JsonEvent.Message first = alice.nextMessage();
		JsonChatRecorder newer = takeOver(alice);
		alice.nextClosed();
		newer.joinRoom(this.room);

		newer.say("hi", "c1");

		assertThat(newer.nextMessage()).isEqualTo(repeated(first));
		newer.sayAndTakeReceipt("over");
		assertThat(bob.nextText()).isEqualTo("hi");
		assertThat(bob.nextText()).isEqualTo("over");
	}

	@Test
	void idsOfOtherSessionsAreOthers() {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		alice.await(alice.sayForReceipt("from alice", "c1"));
		bob.await(bob.sayForReceipt("from bob", "c1"));

		assertThat(alice.nextText()).isEqualTo("from alice");
		assertThat(alice.nextText()).isEqualTo("from bob");
		assertThat(bob.nextText()).isEqualTo("from alice");
		assertThat(bob.nextText()).isEqualTo("from bob");
	}

	@Test
	void idThatIsReusedForAnotherTextIsRefused() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.say("hi", "c1");
		alice.nextMessage();

		alice.say("ho", "c1");

		JsonEvent.Refused refused = alice.nextRefused();
		assertThat(refused.code()).isEqualTo("id_reused");
		assertThat(refused.id()).isEqualTo(CommandId.of("c1"));
		assertThat(refused.room()).isEqualTo(this.room);
	}

	@Test
	void idThatIsReusedForAValueIsRefused() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.say("1", "c1");
		alice.nextMessage();

		alice.send("{\"type\":\"say\",\"data\":1,\"id\":\"c1\"}");

		assertThat(alice.nextRefused().code()).isEqualTo("id_reused");
	}

	@Test
	void idThatIsReusedInAnotherRoomIsRefused() {
		String b = this.clients.roomName("b");
		JsonChatRecorder alice = this.clients.joinJson();
		this.clients.joinRoom(alice, b);
		alice.send(JsonCommand.say("hi").in(this.room).id("c1"));
		alice.nextMessage();

		alice.send(JsonCommand.say("hi").in(b).id("c1"));

		assertThat(alice.nextRefused().code()).isEqualTo("id_reused");
	}

	@Test
	void refusedSayLeavesItsIdFree() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.say("x".repeat(65_537), "c1");
		assertThat(alice.nextRefused().code()).isEqualTo("message_too_large");

		alice.say("hi", "c1");

		assertThat(alice.nextText()).isEqualTo("hi");
	}

	@Test
	void ownMessagesAreReplayedWithTheirId() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		String cursor = alice.cursor();
		alice.say("mine", "c1");
		JsonEvent.Message live = alice.nextMessage();
		JsonChatRecorder newer = takeOver(alice);
		alice.nextClosed();

		newer.joinRoom(JsonCommand.join(this.room).since(cursor));

		assertThat(newer.nextMessage()).isEqualTo(live);
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

	private static JsonEvent.Message repeated(JsonEvent.Message first) {
		return new JsonEvent.Message(first.room(), first.cursor(), first.from(), first.client(), first.body(),
				first.at(), first.id(), true);
	}

}
