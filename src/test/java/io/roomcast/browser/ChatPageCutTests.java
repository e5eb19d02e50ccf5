package io.roomcast.browser;

import java.io.IOException;
import java.util.List;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.RoomApi;
import io.roomcast.harness.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the chat page does, and shows, when the network or the server goes away for a
 * while.
 */
class ChatPageCutTests {

	/** Pings often, so that what is silent is soon noticed; patient with the page. */
	private static final String[] SETTINGS = { RoomApi.KEY_PROPERTY, "roomcast.client.grace=5m",
			"roomcast.client.ping-interval=1s", "roomcast.client.pong-timeout=5m" };

	@AutoClose
	private static final Browsers browsers = new Browsers();

	@AutoClose
	private final ChatServer server = ChatServer.start(SETTINGS);

	@AutoClose
	private final TcpProxy proxy = TcpProxy.before(this.server);

	ChatPageCutTests() throws IOException {
	}

	@AfterEach
	void takeBrowsersBack() {
		browsers.takeBack();
	}

	@Test
	void windowThatWasOfflineMissesAndDoublesNothing() {
		ChatPage alice = ChatPage.enter(browsers.take(), this.proxy.http("/"), "alice", "kitchen");
		ChatPage bob = ChatPage.enter(browsers.take(), this.server.http("/"), "bob", "kitchen");
		alice.say("before");
		bob.awaitTexts("before");

		this.proxy.refuse(true);
		this.proxy.cut();
		alice.await("the banner", () -> alice.isShown("#banner"));
		alice.say("said offline");
		for (String text : List.of("one", "two", "three")) {
			bob.say(text);
		}
		bob.awaitTexts("before", "one", "two", "three");
		assertThat(alice.texts()).containsExactly("before");
		assertThat(alice.texts("#unsaid .bubble")).containsExactly("said offline");
		assertThat(alice.texts("#unsaid .meta")).containsExactly("Sending");
		assertThat(bob.people()).containsExactly("bob", "alice");
		this.proxy.refuse(false);

		alice.awaitTexts("before", "one", "two", "three", "said offline");
		bob.awaitTexts("before", "one", "two", "three", "said offline");
		alice.awaitAllSaid();
		alice.awaitText("#connection", "Connected");
		assertThat(alice.isShown("#banner")).isFalse();
		assertThat(alice.texts("#messages .line p:not(.divider)")).containsExactly("bob joined");
		assertThat(bob.texts("#messages .line")).isEmpty();
	}

	@Test
	void windowNoticesADeadNetworkAndSaysOnceWhatItSentIntoIt() {
		ChatPage alice = ChatPage.enter(browsers.take(), this.proxy.http("/"), "alice", "kitchen");
		ChatPage bob = ChatPage.enter(browsers.take(), this.server.http("/"), "bob", "kitchen");

		this.proxy.swallow();
		alice.say("into the void");
		bob.say("are you there?");

		alice.awaitTexts("are you there?", "into the void");
		bob.awaitTexts("are you there?", "into the void");
		alice.awaitAllSaid();
	}

	@Test
	void windowsGoOnAfterTheServerHasStartedAnew() throws Exception {
		ChatPage alice = ChatPage.enter(browsers.take(), this.proxy.http("/"), "alice", "kitchen");
		ChatPage bob = ChatPage.enter(browsers.take(), this.proxy.http("/"), "bob", "kitchen");
		alice.say("before");
		bob.awaitTexts("before");

		this.server.stop();
		alice.await("the banner", () -> alice.isShown("#banner"));
		bob.await("the banner", () -> bob.isShown("#banner"));
		try (ChatServer next = ChatServer.start(SETTINGS)) {
			this.proxy.leadTo(next);
			for (ChatPage page : List.of(alice, bob)) {
				page.await("both are here", () -> page.people().size() == 2 && !page.isShown("#banner"));
			}
			alice.say("after");

			alice.awaitTexts("before", "after");
			bob.awaitTexts("before", "after");
			bob.say("indeed");
			alice.awaitTexts("before", "after", "indeed");
			assertThat(alice.texts("#messages .gap")).hasSize(1);
			assertThat(bob.texts("#messages .gap")).hasSize(1);
		}
	}

}
