package io.roomcast.ws;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.EventStreamReader;
import io.roomcast.harness.EventStreamReader.StreamEvent;
import io.roomcast.harness.JsonChatRecorder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Listeners that read slowly or not at all, quiet rooms, and the end of the service.
 */
class EventStreamLifeIntegrationTests {

	private static final int MESSAGES = 400;

	private static final String PADDING = "x".repeat(40_000);

	private static final String LARGE_HISTORY = "roomcast.room.history-size=256MB";

	private static final String LARGE_BUDGET = "roomcast.memory.history-budget=512MB";

	@Test
	void quietListenerGetsCommentsAndIsNotAskedToAnswer() throws IOException {
		try (ChatServer server = ChatServer.start("roomcast.client.ping-interval=200ms",
				"roomcast.client.pong-timeout=100ms");
				EventStreamReader listener = EventStreamReader.open(server, "quiet", "")) {
			listener.next("welcome");

			for (int i = 0; i < 5; i++) {
				listener.nextComment();
			}

			assertThat(listener.comments()).containsOnly("");
		}
	}

	@Test
	void listenerThatTakesNoBytesInTimeIsCutAndDelaysNobody() throws IOException {
		try (ChatServer server = ChatServer.start("roomcast.room.log-size=64MB", "roomcast.client.send-timeout=500ms");
				ChatClients clients = new ChatClients(server);
				EventStreamReader listener = EventStreamReader.open(server, clients.roomName(), "")) {
			listener.next("welcome");
			JsonChatRecorder alice = clients.joinJson();

			sayAll(alice);

			await().until(() -> server.meter("roomcast.listeners").orElseThrow() == 0);
			assertThat(server.meter("roomcast.clients.slow?tag=outcome:timeout")).hasValue(1);
			assertThat(server.meter("roomcast.client.memory")).hasValue(0);
		}
	}

	@Test
	void listenerContinuesFromHistoryWhenTheLogHasMovedPastIt() throws IOException {
		try (ChatServer server = ChatServer.start("roomcast.room.log-size=200KB", LARGE_HISTORY, LARGE_BUDGET);
				ChatClients clients = new ChatClients(server);
				EventStreamReader listener = EventStreamReader.open(server, clients.roomName(), "")) {
			listener.next("welcome");
			JsonChatRecorder alice = clients.joinJson();
			listener.next("joined");
			sayAll(alice);

			for (int i = 0; i < MESSAGES; i++) {
				assertThat(number(listener.next("message"))).isEqualTo(i);
			}
		}
	}

	@Test
	void listenerIsToldOfTheGapWhenHistoryHasMovedPastItToo() throws IOException {
		try (ChatServer server = ChatServer.start("roomcast.room.log-size=200KB", "roomcast.room.history-entries=10",
				LARGE_HISTORY, LARGE_BUDGET);
				ChatClients clients = new ChatClients(server);
				EventStreamReader listener = EventStreamReader.open(server, clients.roomName(), "")) {
			listener.next("welcome");
			JsonChatRecorder alice = clients.joinJson();
			listener.next("joined");
			sayAll(alice);

			StreamEvent event = listener.next("message");
			String lastId = event.id();
			int heard = 0;
			while (!event.type().equals("gap")) {
				assertThat(number(event)).isEqualTo(heard++);
				lastId = event.id();
				event = listener.next();
			}
			assertThat(event.field("after")).isEqualTo(lastId);
			assertThat(event.id()).isEqualTo(event.field("cursor"));
			int first = number(listener.next("message"));
			assertThat(first).isGreaterThan(heard);
			for (int i = first + 1; i < MESSAGES; i++) {
				assertThat(number(listener.next("message"))).isEqualTo(i);
			}
		}
	}

	@Test
	void stoppingServiceEndsStreams() throws IOException {
		try (ChatServer server = ChatServer.start("roomcast.client.shutdown-timeout=60s");
				ChatClients clients = new ChatClients(server);
				EventStreamReader listener = EventStreamReader.open(server, clients.roomName(), "")) {
			ChatRecorder alice = clients.join();
			alice.sendAndTakeEcho("bye");

			assertThat(CompletableFuture.runAsync(server::stop)).succeedsWithin(Duration.ofSeconds(20));

			listener.next("welcome");
			listener.next("joined");
			assertThat(listener.next("message").field("text")).isEqualTo("bye");
			StreamEvent last = listener.nextOrEnd();
			while (last != null) {
				assertThat(last.type()).isEqualTo("left");
				last = listener.nextOrEnd();
			}
			assertThat(listener.comments()).containsExactly("the service is restarting: come back");
			assertThat(alice.closedAfterOnly((event) -> true).code()).isEqualTo(1012);
		}
	}

	private static void sayAll(JsonChatRecorder client) {
		IntStream.range(0, MESSAGES).forEach((i) -> {
			client.say(i + " " + PADDING);
			client.nextMessage();
		});
	}

	private static int number(StreamEvent message) {
		String text = message.field("text");
		return Integer.parseInt(text.substring(0, text.indexOf(' ')));
	}

}
