package io.roomcast.engine;

import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was said on one node can be read on both.
 */
abstract class HistoryContract extends TwoNodeContract {

	HistoryContract(NodePair nodes) {
		super(nodes);
	}

	@Test
	void clientOnTheOtherNodeReadsTheNewestPage() {
		JsonChatRecorder alice = aliceSays("one", "two", "three");
		this.onFirst.leave(alice);
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");

		JsonEvent.History page = read(bob, JsonCommand.history().limit(2));

		assertThat(page.texts()).containsExactly("two", "three");
		assertThat(page.complete()).isTrue();
		assertThat(page.more()).isTrue();
	}

	@Test
	void clientOnTheOtherNodeReadsForwards() {
		aliceSays("one", "two", "three", "four");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");
		String first = read(bob, JsonCommand.history()).first();

		JsonEvent.History page = read(bob, JsonCommand.history().since(first).limit(2));

		assertThat(page.texts()).containsExactly("two", "three");
		assertThat(page.more()).isTrue();
	}

	@Test
	void clientOnTheOtherNodeReadsBackwards() {
		JsonChatRecorder alice = aliceSays("one", "two", "three", "four");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");

		JsonEvent.History page = read(bob, JsonCommand.history().before(alice.cursor()).limit(2));

		assertThat(page.texts()).containsExactly("two", "three");
		assertThat(page.more()).isTrue();
	}

	@Test
	void messagesOfAPageAreThoseThatWereHeard() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");
		alice.say("with an id", "c1");
		alice.send(new byte[] { 1, -1 });
		alice.send(JsonCommand.of("say").with("data", "{\"a\":1.0}"));
		List<JsonEvent.Message> heard = List.of(alice.nextMessage(), alice.nextMessage(), alice.nextMessage());

		JsonEvent.History page = read(alice, JsonCommand.history().id("h1"));

		assertThat(page).isEqualTo(new JsonEvent.History(this.room, heard, true, false, CommandId.of("h1")));
		heard.forEach((message) -> assertThat(bob.nextMessage()).isEqualTo(message.withoutId()));
	}

	@Test
	void newcomerOnTheOtherNodeGetsTheLastMessages() {
		aliceSays("one", "two", "three");

		JsonChatRecorder bob = this.onSecond.joinJson(this.onFirst.room() + "?last=2");

		assertThat(bob.nextText()).isEqualTo("two");
		assertThat(bob.nextText()).isEqualTo("three");
	}

	@Test
	void pagesAreTheSameOnBothNodes() {
		aliceSays("one", "two", "three", "four");

		String first = pageOf(this.firstApi, "?limit=2");
		String next = "?limit=1&since=" + JsonPath.read(first, "$.messages[0].cursor");
		String before = "?limit=2&before=" + JsonPath.read(first, "$.messages[1].cursor");

		assertThat(textsOf(first)).containsExactly("one", "two");
		assertThat(pageOf(this.secondApi, "?limit=2")).isEqualTo(first);
		assertThat(textsOf(pageOf(this.firstApi, next))).containsExactly("two");
		assertThat(pageOf(this.secondApi, next)).isEqualTo(pageOf(this.firstApi, next));
		assertThat(textsOf(pageOf(this.firstApi, before))).containsExactly("one");
		assertThat(pageOf(this.secondApi, before)).isEqualTo(pageOf(this.firstApi, before));
	}

	@Test
	void roomThatNobodyWasEverInHasItsHistoryOnBothNodes() {
		this.firstApi.say("one");
		this.secondApi.say("two");

		assertThat(textsOf(pageOf(this.firstApi, ""))).containsExactly("one", "two");
		assertThat(pageOf(this.secondApi, "")).isEqualTo(pageOf(this.firstApi, ""));
	}

	@Test
	void historyStaysWhenAllHaveLeft() {
		this.onFirst.leave(aliceSays("one"));

		assertThat(textsOf(pageOf(this.secondApi, ""))).containsExactly("one");
		assertThat(read(this.onSecond.joinJsonAs("bob"), JsonCommand.history()).texts()).containsExactly("one");
	}

	@Test
	void clientOnTheOtherNodeReadsWhatIsSaidMeanwhile() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");

		alice.sayAndTakeReceipt("one");
		assertThat(bob.nextText()).isEqualTo("one");

		assertThat(read(bob, JsonCommand.history()).texts()).containsExactly("one");
	}

	private JsonChatRecorder aliceSays(String... texts) {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		alice.sayAndTakeReceipt(texts);
		return alice;
	}

	private static JsonEvent.History read(JsonChatRecorder client, JsonCommand command) {
		client.send(command);
		return client.next(JsonEvent.History.class);
	}

	private static String pageOf(RoomApi api, String query) {
		return api.get("/messages" + query).body();
	}

	private static List<String> textsOf(String page) {
		return JsonPath.read(page, "$.messages[*].text");
	}

}
