package io.roomcast.chat;

import java.io.IOException;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatEvent;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * JSON clients that are in several rooms, or in none.
 */
class RoomsOnOneConnectionIntegrationTests {

	private static final int REMOVED = 4004;

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY, "roomcast.client.grace=60s");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final String a = this.clients.roomName("a");

	private final String b = this.clients.roomName("b");

	private JsonChatRecorder alice;

	private JsonChatRecorder bob;

	@BeforeEach
	void connect() {
		this.alice = this.clients.connectJsonAs("alice");
		this.bob = this.clients.connectJsonAs("bob");
	}

	@Test
	void connectionIsInNoRoomAtFirst() {
		this.alice.say("anybody?");

		assertThat(this.alice.nextRefused().code()).isEqualTo("missing_field");
	}

	@Test
	void joinIsAnsweredByTheWelcomeWithItsId() {
		JsonEvent.Welcome welcome = this.alice.joinRoom(JsonCommand.join(this.a).id("j1"));

		assertThat(welcome.room()).isEqualTo(this.a);
		assertThat(welcome.nick()).isEqualTo("alice");
		assertThat(welcome.clients()).isEqualTo(1);
		assertThat(welcome.id()).isEqualTo(CommandId.of("j1"));
	}

	@Test
	void everyMessageNamesItsRoom() {
		joinBoth(this.alice);
		joinBoth(this.bob);

		this.alice.sayIn(this.a, "in a");
		this.alice.sayIn(this.b, "in b");

		assertThat(this.bob.nextText(this.a)).isEqualTo("in a");
		assertThat(this.bob.nextText(this.b)).isEqualTo("in b");
	}

	@Test
	void everyNoticeNamesItsRoom() {
		joinBoth(this.alice);
		this.bob.joinRoom(this.b);

		assertThat(this.alice.next(JsonEvent.Joined.class).room()).isEqualTo(this.b);
		this.bob.leaveRoom(this.b);

		assertThat(this.alice.next(JsonEvent.Left.class).room()).isEqualTo(this.b);
	}

	@Test
	void roomHearsNothingOfTheOtherRoomsOfItsClients() {
		joinBoth(this.alice);
		this.clients.joinRoom(this.bob, this.b);

		this.alice.sayIn(this.a, "psst");
		this.alice.sayIn(this.b, "hello");

		assertThat(this.bob.nextText()).isEqualTo("hello");
	}

	@Test
	void sayWithoutARoomGoesToTheOnlyRoom() {
		this.clients.joinRoom(this.alice, this.a);

		this.alice.say("hi");

		assertThat(this.alice.nextMessage().room()).isEqualTo(this.a);
	}

	@Test
	void sayWithoutARoomGoesToTheRoomThatIsLeft() {
		joinBoth(this.alice);
		this.clients.leaveRoom(this.alice, this.a);

		this.alice.say("hi");

		assertThat(this.alice.nextMessage().room()).isEqualTo(this.b);
	}

	@Test
	void bytesOfABinaryMessageGoToTheOnlyRoom() {
		this.clients.joinRoom(this.alice, this.a);

		this.alice.send(new byte[] { 1, 2 });

		assertThat(this.alice.nextMessage(this.a).bytes()).containsExactly(1, 2);
	}

	@Test
	void leaveIsAnsweredByTheOwnLeftWithItsId() {
		joinBoth(this.alice);

		this.alice.send(JsonCommand.leave().in(this.a).id(7));

		JsonEvent.Left left = this.alice.next(JsonEvent.Left.class);
		assertThat(left)
			.isEqualTo(new JsonEvent.Left(this.a, "alice", this.alice.client(), left.at(), CommandId.of(7)));
	}

	@Test
	void othersHearOfALeaveWithoutItsId() {
		joinBoth(this.alice);
		joinBoth(this.bob);

		this.alice.send(JsonCommand.leave().in(this.a).id("l1"));

		JsonEvent.Left left = this.bob.next(JsonEvent.Left.class);
		assertThat(left).isEqualTo(new JsonEvent.Left(this.a, "alice", this.alice.client(), left.at(), null));
		assertThat(this.alice.next(JsonEvent.Left.class).id()).isEqualTo(CommandId.of("l1"));
	}

	@Test
	void clientHearsNothingOfARoomThatItLeft() {
		joinBoth(this.alice);
		joinBoth(this.bob);
		this.clients.leaveRoom(this.alice, this.a);

		this.bob.sayIn(this.a, "without alice");
		this.bob.sayIn(this.b, "with alice");

		assertThat(this.alice.nextText()).isEqualTo("with alice");
	}

	@Test
	void clientMayJoinAgainAfterItLeft() {
		joinBoth(this.alice);
		this.clients.leaveRoom(this.alice, this.a);

		assertThat(this.clients.joinRoom(this.alice, this.a).nick()).isEqualTo("alice");
	}

	@Test
	void connectionThatLeftItsLastRoomStaysOpen() {
		this.clients.joinRoom(this.alice, this.a);
		this.clients.leaveRoom(this.alice, this.a);

		assertThat(this.clients.joinRoom(this.alice, this.b).room()).isEqualTo(this.b);
	}

	@Test
	void closedConnectionLeavesAllItsRooms() {
		joinBoth(this.alice);
		joinBoth(this.bob);

		this.alice.leave();

		this.bob.takeLeft(this.a, "alice");
		this.bob.takeLeft(this.b, "alice");
	}

	@Test
	void clientMayHaveAnotherNickInEachRoom() {
		this.clients.joinRoom(this.bob, this.a);
		this.clients.joinRoom(this.bob, this.b);

		this.clients.joinRoom(this.alice, JsonCommand.join(this.a).as("anna"));
		this.clients.joinRoom(this.alice, this.b);

		this.alice.sayIn(this.a, "hi");
		assertThat(this.bob.nextMessage(this.a).from()).isEqualTo("anna");
		this.alice.sayIn(this.b, "hi");
		assertThat(this.bob.nextMessage(this.b).from()).isEqualTo("alice");
	}

	@Test
	void commandsAreCarriedOutInOrderWithoutWaitingForTheAnswers() throws IOException {
		try (RawJsonClient carl = RawJsonClient.connect(server.ws("/connect?nick=carl"))) {
			carl.send(JsonCommand.join(this.a));
			carl.send(JsonCommand.say("hi").in(this.a));
			carl.send(JsonCommand.leave().in(this.a));
			carl.send(JsonCommand.join(this.a));

			assertThat(carl.next(JsonEvent.Welcome.class).room()).isEqualTo(this.a);
			assertThat(carl.next(JsonEvent.Message.class).text()).isEqualTo("hi");
			assertThat(carl.next(JsonEvent.Left.class).room()).isEqualTo(this.a);
			assertThat(carl.next(JsonEvent.Welcome.class).room()).isEqualTo(this.a);
			carl.leave();
		}
	}

	@Test
	void removedClientIsClosedWithACodeOfItsOwn() {
		joinBoth(this.alice);

		assertThat(RoomApi.named(server, this.a).remove("alice").statusCode()).isEqualTo(204);

		ChatEvent.Closed closed = this.alice.nextClosed();
		assertThat(closed.code()).isEqualTo(REMOVED);
		assertThat(closed.reason()).isNotEmpty();
	}

	@Test
	void removedClientLeavesAllItsRoomsAtOnce() {
		joinBoth(this.alice);
		joinBoth(this.bob);

		RoomApi.named(server, this.a).remove("alice");

		this.bob.takeLeft(this.a, "alice");
		this.bob.takeLeft(this.b, "alice");
		assertThat(this.alice.nextClosed().code()).isEqualTo(REMOVED);
	}

	@Test
	void plainTextClientSharesTheRoom() {
		ChatRecorder plain = this.clients.join("/chat/" + this.a + "?nick=plain");
		this.clients.joinRoom(this.alice, this.a);
		this.clients.joinRoom(this.alice, this.b);

		this.alice.sayIn(this.a, "hi");

		assertThat(plain.nextText()).isEqualTo("alice: hi");
	}

	private void joinBoth(JsonChatRecorder client) {
		this.clients.joinRoom(client, this.a);
		this.clients.joinRoom(client, this.b);
	}

}
