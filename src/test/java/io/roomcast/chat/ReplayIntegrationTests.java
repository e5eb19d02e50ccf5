package io.roomcast.chat;

import java.io.IOException;
import java.util.stream.IntStream;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.Frame;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client that resumes from a cursor hears, and in which order.
 */
class ReplayIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.room.write-size=16KB",
			"roomcast.room.history-size=16MB");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void missedMessagesComeInOrderBeforeLiveOnes() {
		JsonChatRecorder alice = this.clients.joinJson();
		String cursor = this.clients.lastCursor();
		alice.sayAndTakeReceipt("one", "two", "three");

		JsonChatRecorder back = this.clients.joinJsonSince(cursor);
		alice.sayAndTakeReceipt("live");

		assertThat(back.welcome().recovered()).isTrue();
		assertThat(back.nextText()).isEqualTo("one");
		assertThat(back.nextText()).isEqualTo("two");
		assertThat(back.nextText()).isEqualTo("three");
		assertThat(back.nextText()).isEqualTo("live");
	}

	@Test
	void noticesAreNotReplayed() {
		JsonChatRecorder alice = this.clients.joinJson();
		String cursor = this.clients.lastCursor();
		JsonChatRecorder guest = this.clients.joinJson();
		this.clients.leave(guest);
		alice.sayAndTakeReceipt("one");

		JsonChatRecorder back = this.clients.joinJsonSince(cursor);

		assertThat(back.nextText()).isEqualTo("one");
	}

	@Test
	void ownMessagesAreReplayedWithoutTheirIdToANewSession() {
		JsonChatRecorder alice = this.clients.joinJson();
		JsonChatRecorder bob = this.clients.joinJson();
		alice.await(alice.sayForReceipt("mine", "c1"));
		JsonEvent.Message heard = bob.nextMessage();
		String before = alice.welcome().cursor();
		assertThat(alice.nextText()).isEqualTo("mine");
		this.clients.leave(alice);

		JsonChatRecorder back = this.clients.joinJsonSince(before);

		assertThat(back.nextMessage()).isEqualTo(heard);
	}

	@Test
	void bytesAndPlainTextAreReplayedToo() {
		ChatRecorder plain = this.clients.join();
		String cursor = this.clients.lastCursor();
		plain.send("hi");
		plain.send(new byte[] { 1 });
		assertThat(plain.nextText()).isEqualTo("echo: hi");
		assertThat(plain.nextBinary()).containsExactly(1);

		JsonChatRecorder back = this.clients.joinJsonSince(cursor);

		assertThat(back.nextText()).isEqualTo("hi");
		JsonEvent.Message bytes = back.nextMessage();
		assertThat(bytes.from()).isEqualTo(plain.nick());
		assertThat(bytes.bytes()).containsExactly(1);
	}

	@Test
	void missedMessagesComeBeforeTheReceiptOfANewOne() throws IOException {
		JsonChatRecorder alice = this.clients.joinJson();
		String cursor = alice.cursor();
		alice.sayAndTakeReceipt(texts());

		try (RawJsonClient carl = openRaw(cursor)) {
			carl.send("{\"type\":\"say\",\"text\":\"mine\",\"id\":\"c1\"}");

			carl.next(JsonEvent.Welcome.class);
			for (String text : texts()) {
				assertThat(carl.next(JsonEvent.Message.class).text()).isEqualTo(text);
			}
			assertThat(carl.next(JsonEvent.Message.class).id()).isEqualTo(CommandId.of("c1"));
			carl.leave();
		}
		alice.takeJoined("carl");
		assertThat(alice.nextText()).isEqualTo("mine");
		alice.takeLeft("carl");
	}

	@Test
	void missedMessagesComeBeforeTheAnswerToAClose() throws IOException {
		JsonChatRecorder alice = this.clients.joinJson();
		String cursor = alice.cursor();
		alice.sayAndTakeReceipt(texts());

		try (RawJsonClient carl = openRaw(cursor)) {
			carl.socket().send(Frame.close(1000));

			carl.next(JsonEvent.Welcome.class);
			for (String text : texts()) {
				assertThat(carl.next(JsonEvent.Message.class).text()).isEqualTo(text);
			}
			assertThat(carl.socket().next().closeCode()).isEqualTo(1000);
		}
		alice.takeJoined("carl");
		alice.takeLeft("carl");
	}

	@Test
	void plainTextClientsCanResumeToo() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		String cursor = alice.cursor();
		alice.sayAndTakeReceipt("one", "two");

		ChatRecorder back = this.clients.join(this.clients.room() + "?since=" + cursor);

		assertThat(back.nextText()).isEqualTo("alice: one");
		assertThat(back.nextText()).isEqualTo("alice: two");
		assertThat(alice.isConnected()).isTrue();
	}

	@Test
	void replayedMessageEqualsTheLiveOne() {
		JsonChatRecorder alice = this.clients.joinJson();
		String cursor = this.clients.lastCursor();
		alice.say("one");
		JsonEvent.Message live = alice.nextMessage();

		JsonChatRecorder back = this.clients.joinJsonSince(cursor);

		assertThat(back.nextMessage()).isEqualTo(live);
	}

	/**
	 * Returns more texts than one write holds.
	 */
	private static String[] texts() {
		return IntStream.range(0, 50).mapToObj((i) -> i + "x".repeat(5_000)).toArray(String[]::new);
	}

	private RawJsonClient openRaw(String cursor) throws IOException {
		return RawJsonClient.connect(server.ws(this.clients.room() + "?nick=carl&since=" + cursor));
	}

}
