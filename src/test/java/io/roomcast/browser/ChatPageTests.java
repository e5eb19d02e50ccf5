package io.roomcast.browser;

import java.util.List;

import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people do on the chat page, and what they see of each other.
 */
class ChatPageTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY);

	@AutoClose
	private static final Browsers browsers = new Browsers();

	@AfterEach
	void takeBrowsersBack() {
		browsers.takeBack();
	}

	@Test
	void twoWindowsTalk() {
		ChatPage alice = enter("alice", "kitchen");
		ChatPage bob = enter("bob", "kitchen");

		alice.say("who is cooking?");
		bob.awaitTexts("who is cooking?");
		bob.say("I am");

		alice.awaitTexts("who is cooking?", "I am");
		bob.awaitTexts("who is cooking?", "I am");
		alice.awaitText("#room-count", "2 people here");
		assertThat(alice.people()).containsExactly("alice", "bob");
		assertThat(alice.texts("#messages .own .bubble")).containsExactly("who is cooking?");
		assertThat(alice.texts("#messages .own .meta")).containsExactly("Said");
		assertThat(alice.console()).isEmpty();
		assertThat(bob.console()).isEmpty();
	}

	@Test
	void plainTextIsHeardAndHears() throws Exception {
		try (ChatRecorder stranger = new ChatRecorder()) {
			ChatPage alice = enter("alice", "porch");
			String nick = stranger.join(server.ws("/chat/porch"));
			alice.say("come in");
			assertThat(stranger.nextText()).isEqualTo("alice: come in");

			stranger.sendAndTakeEcho("thanks");

			alice.awaitTexts("come in", "thanks");
			assertThat(alice.people()).containsExactly("alice", nick);
		}
	}

	@Test
	void whatIsSaidElsewhereIsCounted() {
		ChatPage alice = enter("alice", "hall", "garden");
		ChatPage bob = enter("bob", "garden");
		alice.awaitTitle("hall · Roomcast");

		bob.say("come out");
		bob.say("the sun shines");

		alice.awaitTitle("(2) hall · Roomcast");
		alice.awaitText("[data-room=garden] .badge", "2 unread");
		alice.openRoom("garden");
		alice.awaitTexts("come out", "the sun shines");
		alice.awaitTitle("garden · Roomcast");
		assertThat(alice.texts("#messages .divider.new")).containsExactly("New");
		assertThat(alice.text("[data-room=garden]")).isEqualTo("garden");
	}

	@Test
	void roomsStandInTheAddress() {
		ChatPage alice = enter("alice", "attic");
		alice.type("#add-room-name", "cellar");
		alice.awaitText("#room-name", "cellar");
		assertThat(alice.driver().getCurrentUrl()).endsWith("/?room=attic&room=cellar");

		alice.driver().navigate().refresh();
		alice.await("both rooms again", () -> alice.texts("#rooms .name").equals(List.of("attic", "cellar"))
				&& alice.people().equals(List.of("alice")));
		alice.click("#leave");

		alice.awaitText("#room-name", "attic");
		assertThat(alice.driver().getCurrentUrl()).endsWith("/?room=attic");
		alice.driver().navigate().back();
		alice.await("the room is joined again", () -> alice.texts("#rooms .name").equals(List.of("attic", "cellar")));
	}

	@Test
	void textWithMarkupStaysText() {
		String text = "<img src=x onerror=\"document.title='taken'\"> <b>bold</b> &amp; <script>document.title='taken'</script>";
		ChatPage alice = enter("alice", "pantry");
		ChatPage bob = enter("bob", "pantry");

		alice.say(text);

		bob.awaitTexts(text);
		alice.awaitTexts(text);
		for (ChatPage page : List.of(alice, bob)) {
			assertThat(page.number("document.querySelectorAll('#messages :is(img, b, script)').length")).isZero();
			page.awaitTitle("pantry · Roomcast");
			assertThat(page.console()).isEmpty();
		}
	}

	@Test
	void linksAreLinks() {
		ChatPage alice = enter("alice", "study");

		alice.say("see https://example.org/a?b=c.");

		alice.awaitTexts("see https://example.org/a?b=c.");
		assertThat(alice.find("#messages a").getDomAttribute("href")).isEqualTo("https://example.org/a?b=c");
	}

	@Test
	void keyboardIsEnough() {
		ChatPage alice = enter("alice", "hall", "terrace");
		Screen.PHONE.show(alice.driver());

		alice.find("#text").sendKeys(Keys.chord(Keys.ALT, Keys.ARROW_DOWN));
		alice.awaitText("#room-name", "terrace");
		alice.say("typed");
		alice.awaitTexts("typed");
		alice.find("#show-people").sendKeys(Keys.ENTER);
		alice.await("the drawer", () -> alice.isShown("#people-panel") && alice.focused().equals("people-panel"));
		alice.find("#people-panel").sendKeys(Keys.ESCAPE);

		alice.await("the room", () -> alice.focused().equals("show-people"));
		assertThat(alice.find("#show-people").getDomAttribute("aria-expanded")).isEqualTo("false");
	}

	@Test
	void whatIsSaidIsToldToScreenReaders() {
		ChatPage alice = enter("alice", "lounge");
		ChatPage bob = enter("bob", "lounge");

		bob.say("can you hear me?");

		alice.awaitText("#spoken", "bob: can you hear me?");
	}

	@Test
	void nameThatIsTakenCanBeChanged() {
		enter("alice", "stairs");
		ChatPage other = ChatPage.open(browsers.take(), server.http("/"), "stairs");

		other.type("#entry-nick", "alice");
		other.awaitText("#refused-why", "stairs cannot be joined: nick 'alice' is taken in room 'stairs'.");
		other.type("#refused-nick", "alison");

		other.await("both are here", () -> other.people().equals(List.of("alison", "alice")));
		other.say("hello");
		other.awaitTexts("hello");
	}

	@Test
	void nameThatNobodyMayHaveIsRefusedInTheForm() {
		ChatPage page = ChatPage.open(browsers.take(), server.http("/"), "stairs");

		page.type("#entry-nick", "server");

		page.await("a sentence", () -> page.text("#entry-error").contains("'server'"));
		assertThat(page.isShown("#entry-nick")).isTrue();
	}

	@Test
	void removedClientIsToldAndMayComeBack() {
		ChatPage alice = enter("alice", "balcony");
		ChatPage bob = enter("bob", "balcony");
		alice.say("stay");
		bob.awaitTexts("stay");

		assertThat(RoomApi.named(server, "balcony").remove("bob").statusCode()).isEqualTo(204);

		bob.awaitText("#banner-text", "You were removed by an operator.");
		assertThat(bob.isShown("#composer")).isFalse();
		alice.awaitText("#room-count", "1 person here");
		alice.say("he is gone");
		alice.awaitTexts("stay", "he is gone");
		bob.click("#banner-action");
		bob.awaitTexts("stay", "he is gone");
		bob.say("here I am");
		alice.awaitTexts("stay", "he is gone", "here I am");
	}

	private static ChatPage enter(String nick, String... rooms) {
		return ChatPage.enter(browsers.take(), server.http("/"), nick, rooms);
	}

}
