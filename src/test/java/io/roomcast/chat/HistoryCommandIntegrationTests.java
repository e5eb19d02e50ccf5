package io.roomcast.chat;

import java.util.ArrayList;
import java.util.List;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * A room's history as JSON clients ask for it, page by page.
 */
class HistoryCommandIntegrationTests {

	private static final int HISTORY = 200;

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.room.history-entries=" + HISTORY);

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final String room = this.clients.roomName();

	@Test
	void answerNamesRoomAndId() {
		JsonChatRecorder alice = this.clients.joinJson();

		JsonEvent.History page = ask(alice, JsonCommand.history().id("h1"));

		assertThat(page).isEqualTo(new JsonEvent.History(this.room, List.of(), true, false, CommandId.of("h1")));
	}

	@Test
	void messagesAreThoseThatWereHeard() {
		JsonChatRecorder alice = this.clients.joinJson();
		JsonChatRecorder bob = this.clients.joinJson();
		alice.say("one");
		alice.send(new byte[] { 1 });
		alice.send("{\"type\":\"say\",\"data\":{\"b\":1.0,\"a\":null}}");
		List<JsonEvent.Message> heard = List.of(bob.nextMessage(), bob.nextMessage(), bob.nextMessage());

		assertThat(ask(bob, JsonCommand.history()).messages()).isEqualTo(heard);
		for (JsonEvent.Message message : heard) {
			assertThat(alice.nextMessage()).isEqualTo(message);
		}
	}

	@Test
	void ownMessagesHaveTheirIds() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.say("mine", "c1");
		JsonEvent.Message receipt = alice.nextMessage();

		assertThat(ask(alice, JsonCommand.history()).messages()).containsExactly(receipt);
	}

	@Test
	void messagesOfOthersHaveNoIds() {
		JsonChatRecorder alice = this.clients.joinJson();
		JsonChatRecorder bob = this.clients.joinJson();
		alice.say("hers", "c1");
		JsonEvent.Message heard = bob.nextMessage();
		alice.nextMessage();

		assertThat(ask(bob, JsonCommand.history()).messages()).containsExactly(heard);
	}

	@Test
	void pageWithoutACursorIsTheNewest() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("one", "two", "three");

		JsonEvent.History page = ask(alice, JsonCommand.history().limit(2));

		assertThat(page.texts()).containsExactly("two", "three");
		assertThat(page.complete()).isTrue();
		assertThat(page.more()).isTrue();
	}

	@Test
	void pageAfterACursorBeginsRightAfterIt() {
		JsonChatRecorder alice = this.clients.joinJson();
		List<String> cursors = say(alice, 5);

		JsonEvent.History page = ask(alice, JsonCommand.history().since(cursors.get(1)).limit(2));

		assertThat(page.texts()).containsExactly("text 2", "text 3");
		assertThat(page.more()).isTrue();
		assertThat(page.complete()).isTrue();
	}

	@Test
	void pageBeforeACursorEndsRightBeforeIt() {
		JsonChatRecorder alice = this.clients.joinJson();
		List<String> cursors = say(alice, 5);

		JsonEvent.History page = ask(alice, JsonCommand.history().before(cursors.get(3)).limit(2));

		assertThat(page.texts()).containsExactly("text 1", "text 2");
		assertThat(page.more()).isTrue();
	}

	@Test
	void pagesForwardsHoldEverythingOnce() {
		JsonChatRecorder alice = this.clients.joinJson();
		String start = alice.cursor();
		say(alice, 10);

		List<String> texts = new ArrayList<>();
		JsonEvent.History page = ask(alice, JsonCommand.history().since(start).limit(3));
		texts.addAll(page.texts());
		while (page.more()) {
			page = ask(alice, JsonCommand.history().since(page.last()).limit(3));
			texts.addAll(page.texts());
		}

		assertThat(texts).isEqualTo(texts(0, 10));
	}

	@Test
	void pagesBackwardsHoldEverythingOnce() {
		JsonChatRecorder alice = this.clients.joinJson();
		List<String> cursors = say(alice, 10);

		List<String> texts = new ArrayList<>();
		JsonEvent.History page = ask(alice, JsonCommand.history().before(cursors.get(9)).limit(4));
		texts.addAll(0, page.texts());
		while (page.more()) {
			page = ask(alice, JsonCommand.history().before(page.first()).limit(4));
			texts.addAll(0, page.texts());
		}

		assertThat(texts).isEqualTo(texts(0, 9));
	}

	@Test
	void pageAfterTheLastMessageIsEmpty() {
		JsonChatRecorder alice = this.clients.joinJson();
		say(alice, 1);

		JsonEvent.History page = ask(alice, JsonCommand.history().since(alice.cursor()));

		assertThat(page.messages()).isEmpty();
		assertThat(page.complete()).isTrue();
		assertThat(page.more()).isFalse();
	}

	@Test
	void pageBeforeTheFirstMessageIsEmpty() {
		JsonChatRecorder alice = this.clients.joinJson();
		List<String> cursors = say(alice, 1);

		JsonEvent.History page = ask(alice, JsonCommand.history().before(cursors.get(0)));

		assertThat(page.messages()).isEmpty();
		assertThat(page.more()).isFalse();
	}

	@Test
	void pageHoldsHundredMessagesByDefault() {
		JsonChatRecorder alice = this.clients.joinJson();
		String start = alice.cursor();
		say(alice, 101);

		assertThat(ask(alice, JsonCommand.history().since(start)).messages()).hasSize(100);
	}

	@Test
	void pageThatLacksMessagesIsNotComplete() {
		JsonChatRecorder alice = this.clients.joinJson();
		String start = alice.cursor();
		say(alice, HISTORY + 1);

		JsonEvent.History page = ask(alice, JsonCommand.history().since(start).limit(1000));

		assertThat(page.complete()).isFalse();
		assertThat(page.texts()).isEqualTo(texts(1, HISTORY + 1));
	}

	@Test
	void pageDoesNotMoveTheClientInItsRoom() {
		JsonChatRecorder alice = this.clients.joinJson();
		List<String> cursors = say(alice, 3);
		ask(alice, JsonCommand.history().before(cursors.get(2)));

		alice.sayAndTakeReceipt("next");

		assertThat(alice.isConnected()).isTrue();
	}

	@Test
	void pageComesAfterWhatWasSaidBefore() {
		JsonChatRecorder alice = this.clients.joinJson();
		String start = alice.cursor();

		alice.say("before");
		alice.send(JsonCommand.history().since(start));

		// Which of the two comes first is open.
		assertThat(List.of(alice.next(), alice.next())).hasAtLeastOneElementOfType(JsonEvent.Message.class)
			.filteredOn(JsonEvent.History.class::isInstance)
			.singleElement(type(JsonEvent.History.class))
			.extracting(JsonEvent.History::texts)
			.isEqualTo(List.of("before"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"limit\":0", "\"limit\":-1", "\"limit\":1001", "\"limit\":1.5", "\"limit\":\"10\"",
			"\"since\":7", "\"before\":7" })
	void badFieldIsRefused(String field) {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.send("{\"type\":\"history\",\"id\":\"h1\"," + field + "}");

		JsonEvent.Refused refused = alice.nextRefused();
		assertThat(refused.code()).isEqualTo("bad_field");
		assertThat(refused.id()).isEqualTo(CommandId.of("h1"));
	}

	@Test
	void twoDirectionsAreRefused() {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.send(JsonCommand.history().since(alice.cursor()).before(alice.cursor()));

		assertThat(alice.nextRefused().code()).isEqualTo("bad_field");
	}

	@Test
	void malformedCursorIsRefused() {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.send(JsonCommand.history().before("x"));

		assertThat(alice.nextRefused().code()).isEqualTo("bad_cursor");
	}

	private static JsonEvent.History ask(JsonChatRecorder client, JsonCommand history) {
		client.send(history);
		return client.next(JsonEvent.History.class);
	}

	/**
	 * Says texts and returns their cursors.
	 */
	private static List<String> say(JsonChatRecorder client, int count) {
		return texts(0, count).stream().map((text) -> {
			client.say(text);
			return client.nextMessage().cursor();
		}).toList();
	}

	private static List<String> texts(int first, int end) {
		List<String> texts = new ArrayList<>();
		for (int i = first; i < end; i++) {
			texts.add("text " + i);
		}
		return texts;
	}

}
