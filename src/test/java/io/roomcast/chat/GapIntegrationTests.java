package io.roomcast.chat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that have missed more than the history holds, or may have: they are told of a
 * gap, and then get live messages.
 */
class GapIntegrationTests {

	private static final int HISTORY = 5;

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.room.history-entries=" + HISTORY);

	@AutoClose
	private static final ChatServer another = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void wholeHistoryIsReplayedWithoutAGap() {
		JsonChatRecorder alice = this.clients.joinJson();
		say(alice, 1);
		String cursor = alice.cursor();
		say(alice, HISTORY);

		JsonChatRecorder back = this.clients.joinJsonSince(cursor);

		assertThat(back.welcome().recovered()).isTrue();
		for (int i = 0; i < HISTORY; i++) {
			assertThat(back.nextText()).isEqualTo("text " + i);
		}
	}

	@Test
	void clientThatMissedMoreThanHistoryGetsAGapAndThenLiveMessages() {
		JsonChatRecorder alice = this.clients.joinJson();
		say(alice, 1);
		String cursor = alice.cursor();
		say(alice, HISTORY + 1);

		JsonChatRecorder back = this.clients.joinJsonSince(cursor);

		assertThat(back.welcome().recovered()).isFalse();
		assertThat(back.next()).isEqualTo(gap(cursor, alice.cursor()));
		assertThatLiveMessagesCome(alice, back);
	}

	@Test
	void clientCanResumeFromTheCursorOfAGap() {
		JsonChatRecorder alice = this.clients.joinJson();
		say(alice, 1);
		String cursor = alice.cursor();
		say(alice, HISTORY + 1);
		JsonChatRecorder told = this.clients.joinJsonSince(cursor);
		String after = told.next(JsonEvent.Gap.class).cursor();
		say(alice, 1);
		assertThat(told.nextText()).isEqualTo("text 0");

		JsonChatRecorder back = this.clients.joinJsonSince(after);

		assertThat(back.welcome().recovered()).isTrue();
		assertThat(back.nextText()).isEqualTo("text 0");
	}

	@Test
	void cursorOfAnotherServerLeadsToAGap() {
		String foreign = cursorIn(another, this.clients.room());
		JsonChatRecorder alice = this.clients.joinJson();
		say(alice, 2);

		JsonChatRecorder back = this.clients.joinJsonSince(foreign);

		assertThat(back.welcome().recovered()).isFalse();
		assertThat(back.next()).isEqualTo(gap(foreign, alice.cursor()));
		assertThatLiveMessagesCome(alice, back);
	}

	@Test
	void cursorOfAnotherRoomLeadsToAGap() {
		String foreign = cursorIn(server, this.clients.room() + "-elsewhere");
		JsonChatRecorder alice = this.clients.joinJson();
		say(alice, 2);

		JsonChatRecorder back = this.clients.joinJsonSince(foreign);

		assertThat(back.welcome().recovered()).isFalse();
		assertThat(back.next()).isEqualTo(gap(foreign, alice.cursor()));
	}

	@Test
	void cursorForANewRoomLeadsToAGap() {
		String foreign = cursorIn(another, this.clients.room());

		JsonChatRecorder back = this.clients.joinJsonSince(foreign);

		assertThat(back.welcome().recovered()).isFalse();
		assertThat(back.next()).isEqualTo(gap(foreign, back.welcome().cursor()));
	}

	@Test
	void gapComesRightAfterTheWelcome() throws IOException {
		JsonChatRecorder alice = this.clients.joinJson();
		say(alice, 1);
		String cursor = alice.cursor();
		say(alice, HISTORY + 1);

		List<JsonEvent> heard = new ArrayList<>();
		try (RawJsonClient carl = RawJsonClient
			.connect(server.ws(this.clients.room() + "?nick=carl&since=" + cursor))) {
			alice.takeJoined("carl");
			alice.say("live");
			alice.nextText();
			for (int i = 0; i < 3; i++) {
				heard.add(carl.next());
			}
			carl.leave();
		}

		assertThat(heard).extracting(Object::getClass)
			.isEqualTo(List.of(JsonEvent.Welcome.class, JsonEvent.Gap.class, JsonEvent.Message.class));
		alice.takeLeft("carl");
	}

	private JsonEvent.Gap gap(String after, String cursor) {
		return new JsonEvent.Gap(this.clients.roomName(), after, cursor);
	}

	private static String cursorIn(ChatServer chat, String room) {
		JsonChatRecorder stranger = new JsonChatRecorder();
		stranger.join(chat.ws(room));
		say(stranger, 1);
		stranger.leave();
		return stranger.cursor();
	}

	private static void say(JsonChatRecorder client, int count) {
		for (int i = 0; i < count; i++) {
			client.sayAndTakeReceipt("text " + i);
		}
	}

	private static void assertThatLiveMessagesCome(JsonChatRecorder sender, JsonChatRecorder listener) {
		sender.sayAndTakeReceipt("live");
		assertThat(listener.nextText()).isEqualTo("live");
	}

}
