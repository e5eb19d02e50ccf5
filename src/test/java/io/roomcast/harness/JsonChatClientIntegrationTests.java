package io.roomcast.harness;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The JSON client of the harness reconnects and resumes as clients should.
 */
class JsonChatClientIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.room.history-entries=2");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void disconnectedClientResumesAndMissesNothing() {
		ChatRecorder bob = this.clients.joinAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		bob.sendAndTakeEcho("one");
		assertThat(alice.nextText()).isEqualTo("one");

		cut(alice, bob);
		bob.sendAndTakeEcho("two");

		assertThat(alice.nextReturn().recovered()).isTrue();
		assertThat(alice.nextText()).isEqualTo("two");
		assertThat(alice.reconnects()).isEqualTo(1);
		assertThat(alice.gaps()).isZero();
		bob.takeJoined("alice");
	}

	@Test
	void clientThatHeardNoMessageResumesFromItsWelcome() {
		ChatRecorder bob = this.clients.joinAs("bob");
		bob.sendAndTakeEcho("before");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		String cursor = alice.welcome().cursor();

		cut(alice, bob);
		bob.sendAndTakeEcho("meanwhile");

		assertThat(alice.nextReturn().cursor()).isEqualTo(cursor);
		assertThat(alice.nextText()).isEqualTo("meanwhile");
		bob.takeJoined("alice");
	}

	@Test
	void clientReconnectsAfterEachOfManyCuts() {
		ChatRecorder bob = this.clients.joinAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		for (int i = 1; i <= 10; i++) {
			cut(alice, bob);
			bob.sendAndTakeEcho("text " + i);

			assertThat(alice.nextReturn().recovered()).isTrue();
			assertThat(alice.nextText()).isEqualTo("text " + i);
			assertThat(alice.reconnects()).isEqualTo(i);
			bob.takeJoined("alice");
		}
	}

	@Test
	void gapIsCountedAndMovesTheCursor() {
		ChatRecorder bob = this.clients.joinAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		bob.sendAndTakeEcho("one");
		String cursor = alice.nextMessage().cursor();

		cut(alice, bob);
		bob.sendAndTakeEcho("two", "three", "four");

		assertThat(alice.nextReturn().recovered()).isFalse();
		JsonEvent.Gap gap = alice.next(JsonEvent.Gap.class);
		assertThat(gap.after()).isEqualTo(cursor);
		assertThat(alice.cursor()).isEqualTo(gap.cursor());
		assertThat(alice.gaps()).isEqualTo(1);
		bob.takeJoined("alice");
	}

	@Test
	void refusedClientTriesAgainUntilItIsAccepted() {
		ChatRecorder bob = this.clients.joinAs("bob");
		JsonChatRecorder alice = joinAsAlice(new JsonChatRecorder(), bob);
		cut(alice, bob);
		ChatRecorder usurper = this.clients.joinAs("alice");

		alice.nextClosed();
		await().until(() -> {
			alice.processEvents(Duration.ofMillis(100));
			return alice.failedAttempts() >= 3;
		});
		usurper.leave();
		assertThat(bob.nextText()).isEqualTo("alice left");

		assertThat(alice.nextWelcome().nick()).isEqualTo("alice");
		bob.takeJoined("alice");
		alice.close();
		assertThat(bob.nextText()).isEqualTo("alice left");
	}

	@Test
	void receiptIsSettledWhenTheConnectionEnds() {
		JsonChatRecorder alice = new JsonChatRecorder();
		alice.join(server.ws(this.clients.room()));

		CompletableFuture<JsonEvent.Message> receipt = alice.sayForReceipt("hi", "c1");
		alice.abort();
		alice.closedAfterOnly(JsonEvent.Message.class::isInstance);

		assertThat(receipt).isDone();
		alice.close();
	}

	@Test
	void closedClientDoesNotReconnect() {
		ChatRecorder bob = this.clients.joinAs("bob");
		Backoff patient = new Backoff(new Random(1), Duration.ofSeconds(10), Duration.ofSeconds(10));
		JsonChatRecorder alice = joinAsAlice(new JsonChatRecorder(patient), bob);
		cut(alice, bob);
		alice.nextClosed();

		alice.close();

		assertThat(alice.processEvents(Duration.ofMillis(100))).isFalse();
		assertThat(alice.isConnected()).isFalse();
	}

	/**
	 * Joins as alice, with a client that the test itself looks after and closes.
	 */
	private JsonChatRecorder joinAsAlice(JsonChatRecorder alice, ChatRecorder other) {
		alice.join(server.ws(this.clients.room() + "?nick=alice"));
		other.takeJoined("alice");
		return alice;
	}

	/**
	 * Cuts a client's connection. It learns of it when it next processes events.
	 */
	private static void cut(JsonChatRecorder client, ChatRecorder witness) {
		client.abort();
		assertThat(witness.nextText()).isEqualTo(client.nick() + " left");
	}

}
