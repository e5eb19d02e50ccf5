package io.roomcast.engine;

import java.util.ArrayList;
import java.util.List;

import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A position of one node is one of both: a client that comes with a cursor misses nothing
 * and hears nothing twice.
 */
abstract class ResumeContract extends TwoNodeContract {

	private static final int MESSAGES = 100;

	private static final String NONSENSE = "A".repeat(32);

	ResumeContract(NodePair nodes) {
		super(nodes);
	}

	@Test
	void welcomeHasTheCursorOfTheLastMessage() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		alice.sayAndTakeReceipt("old");

		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");

		assertThat(bob.welcome().cursor()).isEqualTo(alice.cursor());
		assertThat(bob.welcome().recovered()).isFalse();
	}

	@Test
	void clientResumesAfterItsCursorOnTheOtherNode() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		alice.sayAndTakeReceipt("one");
		String cursor = alice.cursor();
		alice.sayAndTakeReceipt("two", "three");

		JsonChatRecorder bob = this.onSecond.joinJsonSince(cursor);

		assertThat(bob.welcome().recovered()).isTrue();
		assertThat(bob.welcome().cursor()).isEqualTo(cursor);
		assertThat(bob.nextText()).isEqualTo("two");
		assertThat(bob.nextText()).isEqualTo("three");
	}

	@Test
	void clientThatMissedNothingIsRecovered() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		alice.sayAndTakeReceipt("one");

		JsonChatRecorder bob = this.onSecond.joinJsonSince(alice.cursor());

		assertThat(bob.welcome().recovered()).isTrue();
		alice.sayAndTakeReceipt("two");
		assertThat(bob.nextText()).isEqualTo("two");
	}

	@Test
	void clientThatHasHeardNothingYetResumesInARoomWithoutMessages() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		String cursor = alice.welcome().cursor();

		JsonChatRecorder early = this.onSecond.joinJsonSince(cursor);
		alice.sayAndTakeReceipt("first");
		assertThat(early.nextText()).isEqualTo("first");
		JsonChatRecorder late = this.onSecond.joinJsonSince(cursor);

		assertThat(early.welcome().recovered()).isTrue();
		assertThat(late.welcome().recovered()).isTrue();
		assertThat(late.nextText()).isEqualTo("first");
	}

	@Test
	void clientThatResumesWhileAllSpeakHearsAllOnce() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");
		alice.sayAndTakeReceipt("start");
		assertThat(bob.nextText()).isEqualTo("start");
		String cursor = bob.cursor();
		sayAll("a", alice, bob);

		JsonChatRecorder carl = new JsonChatRecorder();
		carl.join(this.second.ws(this.onFirst.room() + "?nick=carl"), cursor);
		this.onFirst.add(carl);
		sayAll("b", alice, bob);

		List<String> heard = hearAll(carl);
		assertThat(heard).doesNotHaveDuplicates();
		assertThat(hearAll(alice)).isEqualTo(heard);
		assertThat(hearAll(bob)).isEqualTo(heard);
	}

	@Test
	void cursorOfNonsenseIsAGap() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		alice.sayAndTakeReceipt("one");

		JsonChatRecorder bob = this.onSecond.joinJsonSince(NONSENSE);

		assertThat(bob.welcome().recovered()).isFalse();
		assertThat(bob.next()).isEqualTo(new JsonEvent.Gap(this.room, NONSENSE, alice.cursor()));
		alice.sayAndTakeReceipt("two");
		assertThat(bob.nextText()).isEqualTo("two");
	}

	@Test
	void cursorOfAnotherRoomIsAGap() {
		JsonChatRecorder stranger = this.onFirst.joinJson(this.onFirst.room() + "-elsewhere");
		stranger.sayAndTakeReceipt("elsewhere");
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		alice.sayAndTakeReceipt("one");

		JsonChatRecorder bob = this.onSecond.joinJsonSince(stranger.cursor());

		assertThat(bob.welcome().recovered()).isFalse();
		assertThat(bob.next()).isEqualTo(new JsonEvent.Gap(this.room, stranger.cursor(), alice.cursor()));
	}

	@Test
	void roomGoesOnFromItsPositionWhenAllHaveLeft() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		alice.sayAndTakeReceipt("one");
		String cursor = alice.cursor();
		alice.sayAndTakeReceipt("two");
		this.onFirst.leave(alice);
		this.secondApi.say("three");

		JsonChatRecorder back = this.onFirst.joinJsonSince(cursor);

		assertThat(back.welcome().recovered()).isTrue();
		assertThat(back.nextText()).isEqualTo("two");
		assertThat(back.nextText()).isEqualTo("three");
	}

	private static void sayAll(String prefix, JsonChatRecorder... speakers) {
		for (int i = 0; i < MESSAGES; i++) {
			for (JsonChatRecorder speaker : speakers) {
				speaker.say(speaker.nick() + " " + prefix + i);
			}
		}
	}

	/**
	 * Takes all messages that are said, and the notices among them.
	 */
	private static List<String> hearAll(JsonChatRecorder client) {
		List<String> texts = new ArrayList<>();
		while (texts.size() < 4 * MESSAGES) {
			JsonEvent event = client.next(JsonEvent.class);
			assertThat(event).isInstanceOfAny(JsonEvent.Message.class, JsonEvent.Joined.class);
			if (event instanceof JsonEvent.Message message) {
				texts.add(message.text());
			}
		}
		return texts;
	}

}
