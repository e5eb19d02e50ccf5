package io.roomcast.harness;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The JSON client of the harness comes back and resumes as clients should.
 */
class JsonChatClientIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.room.history-entries=2");

	@AutoClose
	private static final ChatServer forgetful = ChatServer.start("roomcast.client.grace=0s");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void disconnectedClientResumesAndMissesNothing() {
		ChatRecorder bob = this.clients.joinAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		bob.sendAndTakeEcho("one");
		assertThat(alice.nextText()).isEqualTo("one");

		alice.abort();
		bob.sendAndTakeEcho("two");

		assertThat(alice.nextReturn().recovered()).isTrue();
		assertThat(alice.nextText()).isEqualTo("two");
		assertThat(alice.reconnects()).isEqualTo(1);
		assertThat(alice.gaps()).isZero();
	}

	@Test
	void clientThatHeardNoMessageResumesFromItsWelcome() {
		ChatRecorder bob = this.clients.joinAs("bob");
		bob.sendAndTakeEcho("before");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		String cursor = alice.welcome().cursor();

		alice.abort();
		bob.sendAndTakeEcho("meanwhile");

		assertThat(alice.nextReturn().cursor()).isEqualTo(cursor);
		assertThat(alice.nextText()).isEqualTo("meanwhile");
	}

	@Test
	void clientReconnectsAfterEachOfManyCuts() {
		ChatRecorder bob = this.clients.joinAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		for (int i = 1; i <= 10; i++) {
			alice.abort();
			bob.sendAndTakeEcho("text " + i);

			assertThat(alice.nextReturn().recovered()).isTrue();
			assertThat(alice.nextText()).isEqualTo("text " + i);
			assertThat(alice.reconnects()).isEqualTo(i);
		}
	}

	@Test
	void clientResumesInAllItsRooms() {
		String b = this.clients.roomName("b");
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		this.clients.joinRoom(bob, b);
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		this.clients.joinRoom(alice, b);

		alice.abort();
		bob.sayIn(this.clients.roomName(), "in the first");
		bob.sayIn(b, "in the second");

		assertThat(alice.nextReturn().room()).isEqualTo(this.clients.roomName());
		assertThat(alice.nextText(this.clients.roomName())).isEqualTo("in the first");
		assertThat(alice.next(b, JsonEvent.Welcome.class).recovered()).isTrue();
		assertThat(alice.nextText(b)).isEqualTo("in the second");
	}

	@Test
	void clientDoesNotComeBackToARoomThatItLeft() {
		String b = this.clients.roomName("b");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		this.clients.joinRoom(alice, b);
		this.clients.leaveRoom(alice, this.clients.roomName());

		alice.abort();

		alice.nextClosed();
		assertThat(alice.nextHello().resumed()).isTrue();
		assertThat(alice.next(JsonEvent.Welcome.class).room()).isEqualTo(b);
		assertThat(alice.rooms()).containsExactly(b);
	}

	@Test
	void gapIsCountedAndMovesTheCursor() {
		ChatRecorder bob = this.clients.joinAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		bob.sendAndTakeEcho("one");
		String cursor = alice.nextMessage().cursor();

		alice.abort();
		bob.sendAndTakeEcho("two", "three", "four");

		assertThat(alice.nextReturn().recovered()).isFalse();
		JsonEvent.Gap gap = alice.next(JsonEvent.Gap.class);
		assertThat(gap.after()).isEqualTo(cursor);
		assertThat(alice.cursor()).isEqualTo(gap.cursor());
		assertThat(alice.gaps()).isEqualTo(1);
	}

	@Test
	void receiptComesEvenIfTheConnectionEndsBeforeIt() {
		JsonChatRecorder alice = new JsonChatRecorder();
		alice.join(server.ws(this.clients.room()));

		CompletableFuture<JsonEvent.Message> receipt = alice.sayForReceipt("hi", "c1");
		alice.abort();

		assertThat(alice.await(receipt).text()).isEqualTo("hi");
		alice.close();
	}

	@Test
	void textThatIsSaidWhileTheConnectionIsLostIsSaidOnTheReturn() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.abort();
		alice.nextClosed();

		CompletableFuture<JsonEvent.Message> receipt = alice.sayForReceipt("hi", "c1");

		assertThat(alice.await(receipt).text()).isEqualTo("hi");
		alice.nextWelcome();
		assertThat(alice.nextMessage()).isEqualTo(receipt.join());
	}

	@Test
	void clientWhoseSessionIsGoneJoinsAnewAndLosesItsReceipts() throws Exception {
		try (ChatClients others = new ChatClients(forgetful)) {
			ChatRecorder bob = others.joinAs("bob");
			JsonChatRecorder alice = others.joinJsonAs("alice");
			others.joinRoom(alice, JsonCommand.join(others.roomName("b")).as("alicia"));
			long number = alice.client();
			alice.abort();
			bob.takeLeft("alice");
			alice.nextClosed();

			CompletableFuture<JsonEvent.Message> receipt = alice
				.sayForReceipt(JsonCommand.say("hi").in(others.roomName("b")).id("c1"));

			// There is no order between the two rooms.
			alice.next(ChatEvent.Opened.class);
			assertThat(alice.next(JsonEvent.Hello.class).resumed()).isFalse();
			assertThat(alice.client()).isNotEqualTo(number);
			assertThat(List.of(alice.next(), alice.next(), alice.next()))
				.extracting((event) -> (event instanceof JsonEvent.Welcome welcome) ? welcome.nick() : "gap")
				.containsExactlyInAnyOrder("alice", "alicia", "gap");
			assertThat(receipt).isCompletedExceptionally();
			bob.takeJoined("alice");
		}
	}

	@Test
	void clientThatIsRefusedByARuleDoesNotComeBack() throws Exception {
		try (ChatClients others = new ChatClients(forgetful)) {
			ChatRecorder bob = others.joinAs("bob");
			JsonChatRecorder alice = new JsonChatRecorder(
					new Backoff(new Random(1), Duration.ofSeconds(1), Duration.ofSeconds(1)));
			alice.join(forgetful.ws(others.room() + "?nick=alice"));
			bob.takeJoined("alice");
			alice.abort();
			bob.takeLeft("alice");
			others.joinAs("alice");

			alice.nextClosed();
			alice.next(ChatEvent.Opened.class);

			assertThat(alice.nextRefused().code()).isEqualTo("nick_taken");
			assertThat(alice.nextClosed().code()).isEqualTo(4002);
			assertThat(alice.processEvents(Duration.ofMillis(1_500))).isFalse();
		}
	}

	@Test
	void clientTriesAgainUntilTheServerIsThere() throws Exception {
		JsonChatRecorder alice = this.clients.joinJson();
		try (TcpProxy proxy = TcpProxy.before(server)) {
			JsonChatRecorder bob = new JsonChatRecorder();
			bob.join(proxy.ws(this.clients.room() + "?nick=bob"));
			alice.takeJoined("bob");

			proxy.refuse(true);
			proxy.cut();
			bob.nextClosed();
			await().until(() -> {
				bob.processEvents(Duration.ofMillis(100));
				return bob.failedAttempts() >= 3;
			});
			proxy.refuse(false);

			assertThat(bob.nextWelcome().nick()).isEqualTo("bob");
			bob.leave();
			alice.takeLeft("bob");
		}
	}

	@Test
	void closedClientDoesNotReconnect() {
		Backoff patient = new Backoff(new Random(1), Duration.ofSeconds(10), Duration.ofSeconds(10));
		JsonChatRecorder alice = new JsonChatRecorder(patient);
		alice.join(server.ws(this.clients.room()));
		alice.abort();
		alice.nextClosed();

		alice.close();

		assertThat(alice.processEvents(Duration.ofMillis(100))).isFalse();
		assertThat(alice.isConnected()).isFalse();
	}

}
