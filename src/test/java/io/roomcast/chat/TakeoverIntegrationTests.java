package io.roomcast.chat;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatEvent;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A second socket takes over the session of a first one that is still open.
 */
class TakeoverIntegrationTests {

	private static final int REPLACED = 4000;

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.grace=60s");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final String room = this.clients.roomName();

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
	void refusedJoinOfTheUrlLeavesTheSessionAsItIs() {
		String other = this.clients.roomName("other");
		this.clients.join("/chat/" + other + "?nick=alice");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		JsonChatRecorder newer = new JsonChatRecorder();
		newer.connect(server.ws("/chat/" + other + "?session=" + alice.hello().session()));
		this.clients.add(newer);
		alice.nextClosed();

		assertThat(newer.hello().resumed()).isTrue();
		JsonEvent.Refused refused = newer.nextRefused();
		assertThat(refused.code()).isEqualTo("nick_taken");
		assertThat(refused.room()).isEqualTo(other);
		assertThat(newer.joinRoom(this.room).nick()).isEqualTo("alice");
	}

	/**
	 * Opens a second socket with the session of a client.
	 */
	private JsonChatRecorder takeOver(JsonChatRecorder client) {
		JsonChatRecorder newer = new JsonChatRecorder();
		newer.connect(server.ws("/connect?session=" + client.hello().session()));
		this.clients.add(newer);
		return newer;
	}

}
