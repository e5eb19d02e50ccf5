package io.roomcast.ws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatEvent;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.LargeMessage;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that does not read while more is said than its socket can hold.
 */
class SlowClientIntegrationTests {

	private static final int MESSAGES = 200;

	private static final String ROOMY_LOG = "roomcast.room.log-size=64MB";

	private static final String SMALL_LOG = "roomcast.room.log-size=1MB";

	@Test
	void clientThatStopsReadingDelaysNoOther() throws IOException {
		try (ChatServer server = ChatServer.start(ROOMY_LOG); ChatClients clients = new ChatClients(server)) {
			ChatRecorder alice = clients.join();
			ChatRecorder bob = clients.join();
			clients.joinRaw("slow");

			for (int i = 0; i < MESSAGES; i++) {
				alice.send(LargeMessage.of(i));

				assertThat(alice.nextBinary()).isEqualTo(LargeMessage.of(i));
				assertThat(bob.nextBinary()).isEqualTo(LargeMessage.of(i));
			}
		}
	}

	@Test
	void clientThatReadsAgainMissesNothing() throws IOException {
		try (ChatServer server = ChatServer.start(ROOMY_LOG); ChatClients clients = new ChatClients(server)) {
			ChatRecorder alice = clients.join();
			RawWebSocket slow = clients.joinRaw("slow");
			assertThat(heardWhileSaying(alice)).hasSize(MESSAGES);

			for (int i = 0; i < MESSAGES; i++) {
				assertThat(slow.next().bytes()).isEqualTo(LargeMessage.of(i));
			}
		}
	}

	@Test
	void clientThatTakesNoBytesInTimeIsRemoved() throws IOException {
		try (ChatServer server = ChatServer.start(ROOMY_LOG, "roomcast.client.send-timeout=500ms");
				ChatClients clients = new ChatClients(server)) {
			ChatRecorder alice = clients.join();
			clients.joinRaw("slow");

			List<ChatEvent> heard = heardWhileSaying(alice);
			heard.add(alice.next());

			assertThat(heard).filteredOn(SlowClientIntegrationTests::isNotice)
				.containsExactly(ChatEvent.text("slow left"));
		}
	}

	@Test
	void clientIsClosedWhenTheLogHasMovedPastIt() throws IOException {
		try (ChatServer server = ChatServer.start(SMALL_LOG); ChatClients clients = new ChatClients(server)) {
			ChatRecorder alice = clients.join();
			RawWebSocket slow = clients.joinRaw("slow");
			List<ChatEvent> heard = heardWhileSaying(alice);

			Frame frame = slow.next();
			while (frame.opcode() == Frame.BINARY) {
				frame = slow.next();
			}

			assertThat(frame.opcode()).isEqualTo(Frame.CLOSE);
			assertThat(frame.closeCode()).isEqualTo(1013);
			slow.close();
			heard.add(alice.next());
			assertThat(heard).filteredOn(SlowClientIntegrationTests::isNotice)
				.containsExactly(ChatEvent.text("slow left"));
		}
	}

	/**
	 * Sends messages, each once an event has come for the one before. Returns all events,
	 * among which may be a notice.
	 */
	private static List<ChatEvent> heardWhileSaying(ChatRecorder client) {
		List<ChatEvent> heard = new ArrayList<>();
		for (int i = 0; i < MESSAGES; i++) {
			client.send(LargeMessage.of(i));
			heard.add(client.next());
		}
		return heard;
	}

	private static boolean isNotice(ChatEvent event) {
		return !(event instanceof ChatEvent.Binary);
	}

}
