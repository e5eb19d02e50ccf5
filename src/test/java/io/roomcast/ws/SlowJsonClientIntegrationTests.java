package io.roomcast.ws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A JSON client that does not read while more is said than its socket and the live log
 * can hold.
 */
class SlowJsonClientIntegrationTests {

	private static final int MESSAGES = 400;

	private static final String PADDING = "x".repeat(40_000);

	@ParameterizedTest
	@ValueSource(strings = { "roomcast.room.log-size=200KB", "roomcast.room.log-entries=3" })
	void clientContinuesFromHistoryWhenTheLogHasMovedPastIt(String smallLog) throws IOException {
		try (ChatServer server = ChatServer.start(smallLog, "roomcast.room.history-size=256MB",
				"roomcast.memory.history-budget=512MB"); ChatClients clients = new ChatClients(server)) {
			JsonChatRecorder alice = clients.joinJson();
			RawJsonClient slow = clients.joinRawJson("slow");
			sayAll(alice);

			for (int i = 0; i < MESSAGES; i++) {
				assertThat(number(slow.next(JsonEvent.Message.class))).isEqualTo(i);
			}
			assertThatLiveMessagesCome(alice, slow);
		}
	}

	@Test
	void receiptKeepsItsIdWhenItComesFromHistory() throws IOException {
		try (ChatServer server = ChatServer.start("roomcast.room.log-entries=3", "roomcast.room.history-size=256MB",
				"roomcast.memory.history-budget=512MB"); ChatClients clients = new ChatClients(server)) {
			JsonChatRecorder alice = clients.joinJson();
			RawJsonClient slow = clients.joinRawJson("slow");
			sayAll(alice);
			slow.send(JsonCommand.say("0 mine").id("c1"));
			assertThat(alice.nextText()).isEqualTo("0 mine");
			sayAll(alice);

			for (int i = 0; i < MESSAGES; i++) {
				slow.next(JsonEvent.Message.class);
			}
			assertThat(slow.next(JsonEvent.Message.class).id()).isEqualTo(CommandId.of("c1"));
		}
	}

	@Test
	void clientIsToldOfTheGapWhenHistoryHasMovedPastItToo() throws IOException {
		try (ChatServer server = ChatServer.start("roomcast.room.log-size=200KB", "roomcast.room.history-entries=10",
				"roomcast.room.history-size=256MB", "roomcast.memory.history-budget=512MB");
				ChatClients clients = new ChatClients(server)) {
			JsonChatRecorder alice = clients.joinJson();
			RawJsonClient slow = clients.joinRawJson("slow");
			List<JsonEvent.Message> said = sayAll(alice);

			List<JsonEvent> heard = heardUntil(slow, MESSAGES - 1);

			JsonEvent.Gap gap = onlyGapIn(heard);
			int at = heard.indexOf(gap);
			int lastBefore = number((JsonEvent.Message) heard.get(at - 1));
			int firstAfter = number((JsonEvent.Message) heard.get(at + 1));
			assertThat(heard.subList(0, at)).isEqualTo(said.subList(0, lastBefore + 1));
			assertThat(heard.subList(at + 1, heard.size())).isEqualTo(said.subList(firstAfter, MESSAGES));
			assertThat(firstAfter).isGreaterThan(lastBefore + 1);
			assertThat(gap.after()).isEqualTo(said.get(lastBefore).cursor());
			assertThat(gap.cursor()).isEqualTo(said.get(firstAfter - 1).cursor());
			assertThatLiveMessagesCome(alice, slow);
		}
	}

	private static List<JsonEvent.Message> sayAll(JsonChatRecorder client) {
		return IntStream.range(0, MESSAGES).mapToObj((i) -> {
			client.say(i + " " + PADDING);
			return client.nextMessage();
		}).toList();
	}

	private static List<JsonEvent> heardUntil(RawJsonClient client, int last) throws IOException {
		List<JsonEvent> heard = new ArrayList<>();
		JsonEvent event = client.next();
		heard.add(event);
		while (!(event instanceof JsonEvent.Message message && number(message) == last)) {
			event = client.next();
			heard.add(event);
		}
		return heard;
	}

	private static JsonEvent.Gap onlyGapIn(List<JsonEvent> heard) {
		List<JsonEvent> gaps = heard.stream().filter(JsonEvent.Gap.class::isInstance).toList();
		assertThat(gaps).hasSize(1);
		return (JsonEvent.Gap) gaps.get(0);
	}

	private static int number(JsonEvent.Message message) {
		return Integer.parseInt(message.text().substring(0, message.text().indexOf(' ')));
	}

	private static void assertThatLiveMessagesCome(JsonChatRecorder sender, RawJsonClient listener) throws IOException {
		sender.sayAndTakeReceipt("live");
		assertThat(listener.next(JsonEvent.Message.class).text()).isEqualTo("live");
	}

}
