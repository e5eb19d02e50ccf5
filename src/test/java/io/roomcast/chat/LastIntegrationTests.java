package io.roomcast.chat;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that join and want to hear the last so many messages first.
 */
class LastIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final String room = this.clients.roomName();

	@Test
	void lastMessagesComeInOrderBeforeLiveOnes() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("one", "two", "three");
		JsonChatRecorder bob = this.clients.connectJson();

		this.clients.joinRoom(bob, JsonCommand.join(this.room).last(2));
		alice.sayAndTakeReceipt("live");

		assertThat(bob.nextText()).isEqualTo("two");
		assertThat(bob.nextText()).isEqualTo("three");
		assertThat(bob.nextText()).isEqualTo("live");
	}

	@Test
	void lastMessagesCanBeAskedForInTheUrl() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("one", "two", "three");

		JsonChatRecorder bob = this.clients.joinJson(this.clients.room() + "?last=2");

		assertThat(bob.nextText()).isEqualTo("two");
		assertThat(bob.nextText()).isEqualTo("three");
	}

	@Test
	void plainTextClientsCanAskForTheLastMessagesToo() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		alice.sayAndTakeReceipt("one", "two");

		ChatRecorder plain = this.clients.join(this.clients.room() + "?last=1");

		assertThat(plain.nextText()).isEqualTo("alice: two");
	}

	@Test
	void allMessagesComeIfThereAreFewer() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("one", "two");
		JsonChatRecorder bob = this.clients.connectJson();

		this.clients.joinRoom(bob, JsonCommand.join(this.room).last(1000));
		alice.sayAndTakeReceipt("live");

		assertThat(bob.nextText()).isEqualTo("one");
		assertThat(bob.nextText()).isEqualTo("two");
		assertThat(bob.nextText()).isEqualTo("live");
	}

	@Test
	void noneComesOfZero() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("old");
		JsonChatRecorder bob = this.clients.connectJson();

		this.clients.joinRoom(bob, JsonCommand.join(this.room).last(0));
		alice.sayAndTakeReceipt("live");

		assertThat(bob.nextText()).isEqualTo("live");
	}

	@Test
	void noneComesInARoomWithoutMessages() {
		JsonChatRecorder alice = this.clients.joinJson();
		JsonChatRecorder bob = this.clients.connectJson();

		this.clients.joinRoom(bob, JsonCommand.join(this.room).last(5));
		alice.sayAndTakeReceipt("live");

		assertThat(bob.nextText()).isEqualTo("live");
	}

	@Test
	void noticesAreNotAmongThem() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("one");
		JsonChatRecorder guest = this.clients.joinJson();
		this.clients.leave(guest);
		alice.sayAndTakeReceipt("two");
		JsonChatRecorder bob = this.clients.connectJson();

		this.clients.joinRoom(bob, JsonCommand.join(this.room).last(2));

		assertThat(bob.nextText()).isEqualTo("one");
		assertThat(bob.nextText()).isEqualTo("two");
	}

	@Test
	void cursorOfTheWelcomeIsBeforeTheLastMessages() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("one", "two", "three");
		JsonChatRecorder bob = this.clients.connectJson();
		JsonEvent.Welcome welcome = this.clients.joinRoom(bob, JsonCommand.join(this.room).last(2));
		assertThat(bob.nextText()).isEqualTo("two");
		assertThat(bob.nextText()).isEqualTo("three");

		JsonChatRecorder back = this.clients.joinJsonSince(welcome.cursor());

		assertThat(back.nextText()).isEqualTo("two");
		assertThat(back.nextText()).isEqualTo("three");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "1001", "1.5", "\"2\"", "true" })
	void badNumberIsRefused(String last) {
		JsonChatRecorder bob = this.clients.connectJson();

		bob.send(JsonCommand.join(this.room).with("last", last));

		assertThat(bob.nextRefused().code()).isEqualTo("bad_field");
	}

	@Test
	void lastAndSinceTogetherAreRefused() {
		JsonChatRecorder alice = this.clients.joinJson();
		JsonChatRecorder bob = this.clients.connectJson();

		bob.send(JsonCommand.join(this.room).last(2).since(alice.cursor()));

		assertThat(bob.nextRefused().code()).isEqualTo("bad_field");
	}

}
