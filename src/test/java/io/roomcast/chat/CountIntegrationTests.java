package io.roomcast.chat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A room too large for notices: its clients are told how many they are.
 */
class CountIntegrationTests {

	private static final int CROWD = 20;

	private static final Duration LONGER_THAN_THE_INTERVAL = Duration.ofMillis(1_500);

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.room.notices-up-to=3");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final List<RawWebSocket> crowd = new ArrayList<>();

	private JsonChatRecorder alice;

	@BeforeEach
	void join() {
		this.alice = this.clients.joinJsonAs("alice");
	}

	@Test
	void largeRoomIsToldOfItsNumberOfClients() throws IOException {
		joinCrowd();

		assertThat(heardUntilCount(CROWD + 1)).last()
			.isEqualTo(new JsonEvent.Count(this.clients.roomName(), CROWD + 1));
		leave();
	}

	@Test
	void nobodyIsToldWhoJoinsALargeRoom() throws IOException {
		joinCrowd();

		assertThat(heardUntilCount(CROWD + 1)).filteredOn(JsonEvent.Joined.class::isInstance).hasSizeLessThan(4);
		leave();
	}

	@Test
	void countComesAtMostOnceASecond() throws IOException {
		Instant start = Instant.now();
		joinCrowd();
		for (int i = 0; i < CROWD; i++) {
			this.crowd.add(RawWebSocket.open(server.ws(this.clients.room())));
			this.crowd.remove(0).close();
		}

		List<JsonEvent> heard = heardUntilCount(CROWD + 1);

		assertThat(heard).filteredOn(JsonEvent.Count.class::isInstance)
			.hasSizeLessThanOrEqualTo(2 + (int) Duration.between(start, Instant.now()).toSeconds());
		leave();
	}

	@Test
	void countThatDoesNotChangeIsNotRepeated() throws IOException {
		joinCrowd();
		heardUntilCount(CROWD + 1);

		assertThat(this.alice.processEvents(LONGER_THAN_THE_INTERVAL)).isFalse();
		leave();
	}

	@Test
	void smallRoomHearsNoCount() {
		ChatRecorder bob = this.clients.joinAs("bob");

		assertThat(this.alice.processEvents(LONGER_THAN_THE_INTERVAL)).isFalse();
		assertThat(bob.isConnected()).isTrue();
	}

	@Test
	void plainTextClientsHearNoCount() throws IOException {
		ChatRecorder bob = this.clients.joinAs("bob");
		joinCrowd();
		heardUntilCount(CROWD + 2);

		bob.send("over");

		String heard = bob.nextText();
		while (heard.endsWith(" joined")) {
			heard = bob.nextText();
		}
		assertThat(heard).isEqualTo("echo: over");
		assertThat(this.alice.nextText()).isEqualTo("over");
		bob.close();
		bob.closedAfterOnly((event) -> true);
		leave();
	}

	private void joinCrowd() throws IOException {
		for (int i = 0; i < CROWD; i++) {
			this.crowd.add(RawWebSocket.open(server.ws(this.clients.room())));
		}
	}

	/**
	 * Returns the notices and counts that alice hears until a count.
	 */
	private List<JsonEvent> heardUntilCount(int clients) {
		List<JsonEvent> heard = new ArrayList<>();
		JsonEvent event;
		do {
			event = this.alice.next(JsonEvent.class);
			assertThat(event).isInstanceOfAny(JsonEvent.Joined.class, JsonEvent.Left.class, JsonEvent.Count.class);
			heard.add(event);
		}
		while (!(event instanceof JsonEvent.Count count && count.clients() == clients));
		return heard;
	}

	/**
	 * Lets alice go first: what she would hear of the others' leaving is no matter here.
	 */
	private void leave() throws IOException {
		this.alice.close();
		this.alice.closedAfterOnly(JsonEvent.Count.class::isInstance);
		for (RawWebSocket one : this.crowd) {
			one.close();
		}
	}

}
