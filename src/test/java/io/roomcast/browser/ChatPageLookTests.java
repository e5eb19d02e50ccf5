package io.roomcast.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.RoomApi;
import io.roomcast.harness.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the chat page looks: on each screen and in each theme it is free of serious faults
 * of accessibility, and what is seen is kept in {@code target/screenshots}, to be looked
 * at. With {@code -Dscreenshot} the one of the README is made anew.
 */
class ChatPageLookTests {

	private static final Path OF_THE_README = Path.of("src", "docs", "chat.png");

	@AutoClose
	private static final Browsers browsers = new Browsers();

	@AutoClose
	private final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY);

	@AutoClose
	private final TcpProxy proxy = TcpProxy.before(this.server);

	ChatPageLookTests() throws IOException {
	}

	@AfterEach
	void takeBrowsersBack() {
		browsers.takeBack();
	}

	@ParameterizedTest
	@CsvSource({ "DESKTOP, light", "DESKTOP, dark", "PHONE, light", "PHONE, dark" })
	void pageIsFitToBeSeenAndRead(Screen screen, String theme) throws IOException {
		String kind = screen.name().toLowerCase(Locale.ROOT) + "-" + theme;
		ChatPage alice = ChatPage.open(browsers.take(), this.proxy.http("/"), "kitchen", "garden", "release-42");
		screen.show(alice.driver());
		Screen.prefer(alice.driver(), theme);
		look(alice, kind + "-1-entry");

		alice.type("#entry-nick", "alice");
		alice.awaitText("#room-count", "1 person here");
		talk(alice);
		Path picture = look(alice, kind + "-2-room");
		if (kind.equals("desktop-light") && System.getProperty("screenshot") != null) {
			Files.copy(picture, OF_THE_README, StandardCopyOption.REPLACE_EXISTING);
		}
		if (screen == Screen.PHONE) {
			alice.click("#show-rooms");
			look(alice, kind + "-3-rooms");
			alice.driver().executeScript("document.getElementById('curtain').click()");
			alice.click("#show-people");
			look(alice, kind + "-4-people");
			alice.driver().executeScript("document.getElementById('curtain').click()");
		}
		this.proxy.refuse(true);
		this.proxy.cut();
		alice.await("the banner", () -> alice.isShown("#banner"));
		alice.say("Does anybody hear me?");
		look(alice, kind + "-5-away");
		this.proxy.refuse(false);
		alice.awaitAllSaid();
		// Typing that would take minutes.
		alice.run("document.getElementById('text').value = 'x'.repeat(70_000)");
		alice.say("!");
		alice.await("a refusal", () -> alice.text("#unsaid").contains("Not said"));
		alice.run("document.querySelector('#unsaid .bubble').textContent = 'Far too long a text'");
		look(alice, kind + "-6-refused");
	}

	private void talk(ChatPage alice) {
		ChatPage bob = ChatPage.enter(browsers.take(), this.server.http("/"), "bob", "kitchen", "garden");
		ChatPage chloe = ChatPage.enter(browsers.take(), this.server.http("/"), "Chloé", "kitchen");
		bob.say("Good evening! Soup is on in ten minutes.");
		alice.await("bob", () -> alice.texts().size() == 1);
		alice.say("Wonderful. Which one is it?");
		chloe.await("alice", () -> chloe.texts().size() == 2);
		bob.say("Pumpkin, with ginger and far too much pepper.");
		bob.say("The recipe: https://example.org/pumpkin-soup");
		chloe.await("the recipe", () -> chloe.texts().size() == 4);
		chloe.say(
				"I bring bread and the good butter. Shall I also bring somebody who washes up afterwards, or is that settled by now?");
		alice.await("chloé", () -> alice.texts().size() == 5);
		alice.say("Nothing is settled.");
		alice.say("Come anyway!");
		alice.awaitAllSaid();
		RoomApi.named(this.server, "garden").say("Frost tonight: cover the lemon tree");
		RoomApi.named(this.server, "kitchen").post("{\"data\": {\"oven\": 180, \"minutes\": 12}, \"from\": \"oven\"}");
		alice.await("the oven", () -> alice.texts().size() == 8);
		alice.await("unread", () -> alice.driver().getTitle().startsWith("("));
	}

	private static Path look(ChatPage page, String name) throws IOException {
		Path picture = Screen.keep(page.driver(), name);
		assertThat(Axe.faults(page.driver())).as(name).isEmpty();
		return picture;
	}

}
