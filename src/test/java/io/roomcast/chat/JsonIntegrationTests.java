package io.roomcast.chat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
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
	void welcomeHasRoomNickClientCountAndCursor() {
		ChatRecorder alice = this.clients.joinAs("alice");

		JsonEvent.Welcome welcome = this.clients.joinJsonAs("bob").welcome();

		assertThat(welcome.room()).isEqualTo(this.clients.room().substring("/chat/".length()));
		assertThat(welcome.nick()).isEqualTo("bob");
		assertThat(welcome.client()).isPositive();
		assertThat(welcome.cursor()).isNotEmpty();
		assertThat(welcome.recovered()).isFalse();
		assertThat(welcome.clients()).isEqualTo(2);
		assertThat(welcome.pingSeconds()).isEqualTo(25);
		assertThat(alice.isConnected()).isTrue();
	}

	@Test
	void welcomeHasTheConfiguredPingInterval() throws Exception {
		ChatServer.whileRunning((chat) -> {
			try (RawJsonClient carl = RawJsonClient.open(chat.ws("/chat"))) {
				assertThat(carl.next(JsonEvent.Welcome.class).pingSeconds()).isEqualTo(7);
			}
		}, "roomcast.client.ping-interval=7s");
	}

	@Test
	void defaultNickHoldsTheClientNumber() {
		JsonEvent.Welcome welcome = this.clients.joinJson().welcome();

		assertThat(welcome.nick()).isEqualTo("user_" + welcome.client());
	}

	@Test
	void messageHasSenderTextTimeAndCursor() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		JsonChatRecorder bob = this.clients.joinJson();

		alice.say("hi", "c1");

		JsonEvent.Message heard = bob.nextMessage();
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
		assertThat(alice.await(receipt)).isEqualTo(
				new JsonEvent.Message(heard.cursor(), heard.from(), heard.client(), heard.text(), heard.at(), "c1"));
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

		assertThat(alice.nextMessage().id()).isEqualTo("c1");
		assertThat(alice.nextMessage().id()).isNull();
		assertThat(bob.nextMessage().id()).isNull();
		assertThat(bob.nextMessage().id()).isEqualTo("c1");
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

		assertThat(alice.next()).isEqualTo(new JsonEvent.Joined("bob", bob.client()));
		assertThat(alice.next()).isEqualTo(new JsonEvent.Left("bob", bob.client()));
	}

	@Test
	void linesOfAFrameAreCarriedOutInOrder() throws IOException {
		JsonChatRecorder alice = this.clients.joinJson();
		RawJsonClient carl = this.clients.joinRawJson("carl");

		carl.send("{\"type\":\"say\",\"text\":\"one\",\"id\":\"1\"}", "{\"type\":\"say\",\"text\":\"two\"}", "",
				"{\"type\":\"say\",\"text\":\"three\",\"id\":\"3\"}");

		assertThat(alice.nextText()).isEqualTo("one");
		assertThat(alice.nextText()).isEqualTo("two");
		assertThat(alice.nextText()).isEqualTo("three");
		assertThat(carl.next(JsonEvent.Message.class).id()).isEqualTo("1");
		assertThat(carl.next(JsonEvent.Message.class).id()).isNull();
		assertThat(carl.next(JsonEvent.Message.class).id()).isEqualTo("3");
	}

	@Test
	void everyMessageOfABurstHasItsOwnFrame() throws IOException {
		RawJsonClient reader = this.clients.joinRawJson("reader");
		JsonChatRecorder alice = this.clients.joinJson();
		assertThat(reader.next(JsonEvent.Joined.class).nick()).isEqualTo(alice.nick());
		int messages = 3_000;
		int framesBefore = reader.frames();

		for (int i = 0; i < messages; i++) {
			alice.say("text " + i);
		}

		for (int i = 0; i < messages; i++) {
			assertThat(reader.next(JsonEvent.Message.class).text()).isEqualTo("text " + i);
			assertThat(alice.nextText()).isEqualTo("text " + i);
		}
		assertThat(reader.frames() - framesBefore).isEqualTo(messages);
	}

}
