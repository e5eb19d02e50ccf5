package io.roomcast.chat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients that speak JSON are told.
 */
class JsonIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void helloHasClientNickSessionAndTimes() {
		JsonEvent.Hello hello = this.clients.connectJsonAs("bob").hello();

		assertThat(hello.client()).isPositive();
		assertThat(hello.nick()).isEqualTo("bob");
		assertThat(hello.session()).matches("[A-Za-z0-9_-]{32}");
		assertThat(hello.resumed()).isFalse();
		assertThat(hello.pingSeconds()).isEqualTo(25);
		assertThat(hello.graceSeconds()).isEqualTo(10);
		assertThat(Duration.between(hello.at(), Instant.now())).isCloseTo(Duration.ZERO, Duration.ofMinutes(1));
	}

	@Test
	void helloHasTheConfiguredTimes() throws Exception {
		ChatServer.whileRunning((chat) -> {
			try (RawJsonClient carl = RawJsonClient.open(chat.ws("/connect"))) {
				JsonEvent.Hello hello = carl.next(JsonEvent.Hello.class);

				assertThat(hello.pingSeconds()).isEqualTo(7);
				assertThat(hello.graceSeconds()).isEqualTo(3);
			}
		}, "roomcast.client.ping-interval=7s", "roomcast.client.grace=3s");
	}

	@Test
	void sessionsAreAllDifferent() {
		JsonEvent.Hello first = this.clients.connectJson().hello();
		JsonEvent.Hello second = this.clients.connectJson().hello();

		assertThat(second.session()).isNotEqualTo(first.session());
	}

	@Test
	void welcomeHasRoomNickClientCountAndCursor() {
		ChatRecorder alice = this.clients.joinAs("alice");

		JsonEvent.Welcome welcome = this.clients.joinJsonAs("bob").welcome();

		assertThat(welcome.room()).isEqualTo(this.clients.roomName());
		assertThat(welcome.nick()).isEqualTo("bob");
		assertThat(welcome.cursor()).isNotEmpty();
		assertThat(welcome.recovered()).isFalse();
		assertThat(welcome.clients()).isEqualTo(2);
		assertThat(welcome.id()).isNull();
		assertThat(alice.isConnected()).isTrue();
	}

	@Test
	void defaultNickHoldsTheClientNumber() {
		JsonChatRecorder client = this.clients.joinJson();

		assertThat(client.hello().nick()).isEqualTo("user_" + client.client());
		assertThat(client.welcome().nick()).isEqualTo("user_" + client.client());
	}

	@Test
	void messageHasRoomSenderTextTimeAndCursor() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		JsonChatRecorder bob = this.clients.joinJson();

		alice.say("hi", "c1");

		JsonEvent.Message heard = bob.nextMessage();
		assertThat(heard.room()).isEqualTo(this.clients.roomName());
		assertThat(heard.from()).isEqualTo("alice");
		assertThat(heard.client()).isEqualTo(alice.client());
		assertThat(heard.text()).isEqualTo("hi");
		assertThat(heard.cursor()).isNotEqualTo(bob.welcome().cursor());
		assertThat(heard.id()).isNull();
		assertThat(Duration.between(heard.at(), Instant.now())).isCloseTo(Duration.ZERO, Duration.ofMinutes(1));
		assertThat(alice.nextText()).isEqualTo("hi");
	}

	@Test
	void senderGetsItsOwnMessageAsReceipt() {
		JsonChatRecorder alice = this.clients.joinJson();
		JsonChatRecorder bob = this.clients.joinJson();

		CompletableFuture<JsonEvent.Message> receipt = alice.sayForReceipt("hi", "c1");

		JsonEvent.Message heard = bob.nextMessage();
		assertThat(alice.await(receipt)).isEqualTo(new JsonEvent.Message(heard.room(), heard.cursor(), heard.from(),
				heard.client(), heard.body(), heard.at(), CommandId.of("c1"), false));
		assertThat(alice.nextMessage()).isEqualTo(receipt.join());
	}

	@Test
	void senderGetsItsOwnMessageEvenWithoutAnId() {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.say("hi");

		JsonEvent.Message heard = alice.nextMessage();
		assertThat(heard.text()).isEqualTo("hi");
		assertThat(heard.id()).isNull();
	}

	@Test
	void idIsToldOnlyToItsSender() {
		JsonChatRecorder alice = this.clients.joinJson();
		JsonChatRecorder bob = this.clients.joinJson();

		alice.await(alice.sayForReceipt("from alice", "c1"));
		bob.await(bob.sayForReceipt("from bob", "c1"));

		assertThat(alice.nextMessage().id()).isEqualTo(CommandId.of("c1"));
		assertThat(alice.nextMessage().id()).isNull();
		assertThat(bob.nextMessage().id()).isNull();
		assertThat(bob.nextMessage().id()).isEqualTo(CommandId.of("c1"));
	}

	@Test
	void everyMessageHasItsOwnCursor() {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.say("same");
		alice.say("same");

		assertThat(alice.nextMessage().cursor()).isNotEqualTo(alice.nextMessage().cursor());
	}

	@Test
	void othersAreToldOfJoinsAndLeaves() {
		JsonChatRecorder alice = this.clients.joinJson();
		JsonChatRecorder bob = new JsonChatRecorder();

		bob.join(server.ws(this.clients.room() + "?nick=bob"));
		bob.leave();

		JsonEvent.Joined joined = alice.next(JsonEvent.Joined.class);
		assertThat(joined).isEqualTo(new JsonEvent.Joined(this.clients.roomName(), "bob", bob.client(), joined.at()));
		JsonEvent.Left left = alice.next(JsonEvent.Left.class);
		assertThat(left).isEqualTo(new JsonEvent.Left(this.clients.roomName(), "bob", bob.client(), left.at(), null));
		assertThat(left.at()).isAfterOrEqualTo(joined.at());
	}

	@Test
	void everyMessageOfABurstHasItsOwnFrame() throws IOException {
		RawJsonClient reader = this.clients.joinRawJson("reader");
		JsonChatRecorder alice = this.clients.joinJson();
		assertThat(reader.next(JsonEvent.Joined.class).nick()).isEqualTo(alice.nick());
		int messages = 3_000;

		for (int i = 0; i < messages; i++) {
			alice.say("text " + i);
		}

		for (int i = 0; i < messages; i++) {
			assertThat(reader.next(JsonEvent.Message.class).text()).isEqualTo("text " + i);
			assertThat(alice.nextText()).isEqualTo("text " + i);
		}
	}

}
