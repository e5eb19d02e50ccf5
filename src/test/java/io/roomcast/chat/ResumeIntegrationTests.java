package io.roomcast.chat;

import java.io.IOException;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.Problem;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that join with a cursor.
 */
class ResumeIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void replayStartsAfterTheCursor() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("one");
		alice.say("two");
		String cursor = alice.nextMessage().cursor();
		alice.sayAndTakeReceipt("three");

		JsonChatRecorder back = this.clients.joinJsonSince(cursor);

		assertThat(back.nextText()).isEqualTo("three");
	}

	@Test
	void clientThatMissedNothingIsRecovered() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("one");

		JsonChatRecorder back = this.clients.joinJsonSince(alice.cursor());

		assertThat(back.welcome().recovered()).isTrue();
		back.assertNothingLeft();
	}

	@Test
	void clientWithoutACursorHearsNoOldMessages() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("old");

		JsonChatRecorder bob = this.clients.joinJson();
		alice.sayAndTakeReceipt("new");

		assertThat(bob.welcome().recovered()).isFalse();
		assertThat(bob.nextText()).isEqualTo("new");
	}

	@Test
	void welcomeOfANewcomerHasTheCursorOfTheLastMessage() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("old");
		String cursor = this.clients.lastCursor();

		JsonChatRecorder back = this.clients.joinJsonSince(cursor);

		assertThat(cursor).isEqualTo(alice.cursor());
		assertThat(back.welcome().recovered()).isTrue();
	}

	@Test
	void welcomeOfAResumedClientHasTheCursorThatItGave() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.sayAndTakeReceipt("one");
		String cursor = alice.cursor();
		alice.sayAndTakeReceipt("two");

		JsonChatRecorder back = this.clients.joinJsonSince(cursor);

		assertThat(back.welcome().cursor()).isEqualTo(cursor);
		assertThat(back.nextText()).isEqualTo("two");
	}

	@Test
	void historySurvivesTheLastClient() {
		JsonChatRecorder alice = this.clients.joinJson();
		String cursor = alice.welcome().cursor();
		alice.sayAndTakeReceipt("one", "two");
		this.clients.leave(alice);

		JsonChatRecorder back = this.clients.joinJsonSince(cursor);

		assertThat(back.welcome().recovered()).isTrue();
		assertThat(back.welcome().clients()).isEqualTo(1);
		assertThat(back.nextText()).isEqualTo("one");
		assertThat(back.nextText()).isEqualTo("two");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "x", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%21", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
	void malformedCursorIsRefused(String cursor) throws IOException {
		Problem problem = Problem.of(Handshake.attempt(server.ws(this.clients.room() + "?since=" + cursor)));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains("cursor", "32");
	}

	@Test
	void malformedCursorDoesNotReserveTheNick() throws IOException {
		Handshake.attempt(server.ws(this.clients.room() + "?nick=alice&since=x"));

		assertThat(this.clients.joinAs("alice").nick()).isEqualTo("alice");
	}

}
