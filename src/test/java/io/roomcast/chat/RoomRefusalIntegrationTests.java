package io.roomcast.chat;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What JSON clients in several rooms may not do.
 */
class RoomRefusalIntegrationTests {

	private static final int MAX_ROOMS = 100;

	@AutoClose
	private static final ChatServer server = ChatServer.start();

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

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"say\",\"text\":\"hi\",\"id\":\"c1\"}", "{\"type\":\"leave\",\"id\":\"c1\"}",
			"{\"type\":\"who\",\"id\":\"c1\"}", "{\"type\":\"history\",\"id\":\"c1\"}" })
	void commandWithoutARoomIsRefusedInTwoRooms(String command) {
		joinBoth(this.alice);

		this.alice.send(command);

		JsonEvent.Refused refused = this.alice.nextRefused();
		assertThat(refused.code()).isEqualTo("missing_field");
		assertThat(refused.message()).contains("room", "2");
		assertThat(refused.id()).isEqualTo(CommandId.of("c1"));
	}

	@Test
	void binaryMessageIsRefusedInTwoRooms() {
		joinBoth(this.alice);

		this.alice.send(new byte[] { 1, 2 });

		assertThat(this.alice.nextRefused().code()).isEqualTo("missing_field");
	}

	@Test
	void joinUnderATakenNickIsRefused() {
		this.clients.joinRoom(this.bob, this.a);

		this.alice.send(JsonCommand.join(this.a).as("bob").id("j1"));

		JsonEvent.Refused refused = this.alice.nextRefused();
		assertThat(refused.code()).isEqualTo("nick_taken");
		assertThat(refused.room()).isEqualTo(this.a);
		assertThat(refused.id()).isEqualTo(CommandId.of("j1"));
	}

	@Test
	void clientThatWasRefusedInOneRoomGoesOnInTheOthers() {
		this.clients.joinRoom(this.alice, this.a);

		this.alice.send(JsonCommand.join(this.b).as("server"));

		assertThat(this.alice.nextRefused().code()).isEqualTo("reserved_nick");
		this.alice.sayAndTakeReceipt("still here");
	}

	@Test
	void hundredAndFirstRoomIsRefused() {
		for (int i = 0; i < MAX_ROOMS; i++) {
			this.alice.joinRoom(this.clients.roomName(String.valueOf(i)));
		}

		this.alice.send(JsonCommand.join(this.a).id("j1"));

		JsonEvent.Refused refused = this.alice.nextRefused();
		assertThat(refused.code()).isEqualTo("too_many_rooms");
		assertThat(refused.message()).contains("100");
		assertThat(refused.id()).isEqualTo(CommandId.of("j1"));
	}

	@Test
	void numberOfRoomsCanBeConfigured() throws Exception {
		ChatServer.whileRunning((strict) -> {
			try (JsonChatRecorder carl = new JsonChatRecorder()) {
				carl.join(strict.ws("/chat/one"));
				carl.joinRoom("two");
				carl.joinRoom("three");

				carl.send(JsonCommand.join("four"));

				JsonEvent.Refused refused = carl.nextRefused();
				assertThat(refused.code()).isEqualTo("too_many_rooms");
				assertThat(refused.message()).contains("3");
			}
		}, "roomcast.client.max-rooms=3");
	}

	@Test
	void roomThatWasLeftMakesWayForAnother() throws Exception {
		ChatServer.whileRunning((strict) -> {
			try (JsonChatRecorder carl = new JsonChatRecorder()) {
				carl.join(strict.ws("/chat/one"));
				carl.leaveRoom("one");

				assertThat(carl.joinRoom("two").room()).isEqualTo("two");
			}
		}, "roomcast.client.max-rooms=1");
	}

	@Test
	void joiningTwiceIsRefused() {
		this.clients.joinRoom(this.alice, this.a);

		this.alice.send(JsonCommand.join(this.a).id("j2"));

		JsonEvent.Refused refused = this.alice.nextRefused();
		assertThat(refused.code()).isEqualTo("already_in_room");
		assertThat(refused.room()).isEqualTo(this.a);
		assertThat(refused.id()).isEqualTo(CommandId.of("j2"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"type\":\"say\",\"text\":\"hi\"", "\"type\":\"leave\"", "\"type\":\"who\"",
			"\"type\":\"history\"" })
	void commandToARoomThatIsNotJoinedIsRefused(String command) {
		this.clients.joinRoom(this.alice, this.a);

		this.alice.send("{" + command + ",\"room\":\"" + this.b + "\",\"id\":\"c1\"}");

		JsonEvent.Refused refused = this.alice.nextRefused();
		assertThat(refused.code()).isEqualTo("not_in_room");
		assertThat(refused.room()).isEqualTo(this.b);
		assertThat(refused.id()).isEqualTo(CommandId.of("c1"));
	}

	private void joinBoth(JsonChatRecorder client) {
		this.clients.joinRoom(client, this.a);
		this.clients.joinRoom(client, this.b);
	}

}
