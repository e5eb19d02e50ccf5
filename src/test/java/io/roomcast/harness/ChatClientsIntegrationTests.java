package io.roomcast.harness;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The harness fails a test that takes less, or something else, than its clients hear.
 */
class ChatClientsIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@Test
	void textThatTheTestDidNotExpectFailsIt() {
		ChatClients clients = new ChatClients(server);
		ChatRecorder alice = clients.join();

		alice.send("forgotten");
		alice.processEvents(ChatClient.PATIENCE);

		assertThatExceptionOfType(AssertionError.class).isThrownBy(clients::close)
			.withMessageContaining("echo: forgotten");
	}

	@Test
	void leaveNoticeThatTheTestDidNotExpectFailsIt() {
		ChatClients clients = new ChatClients(server);
		ChatRecorder alice = clients.join();
		ChatRecorder bob = clients.joinAs("bob");

		bob.leave();
		alice.processEvents(ChatClient.PATIENCE);

		assertThatExceptionOfType(AssertionError.class).isThrownBy(clients::close).withMessageContaining("bob left");
	}

	@Test
	void eventOfAnotherTypeFailsTheTest() throws IOException {
		try (ChatClients clients = new ChatClients(server)) {
			ChatRecorder alice = clients.join();

			alice.send(new byte[] { 1 });

			assertThatExceptionOfType(AssertionError.class).isThrownBy(alice::nextText).withMessageContaining("Binary");
		}
	}

	@Test
	void waitingForAnEventFailsWhenNoneComes() throws IOException {
		try (ChatClients clients = new ChatClients(server)) {
			ChatRecorder alice = clients.join();

			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> alice.next(Duration.ofMillis(10)))
				.withMessageContaining("nothing happened to " + alice.nick());
		}
	}

	@Test
	void leaveNoticesOfTheFinalCloseAreExpected() throws IOException {
		ChatClients clients = new ChatClients(server);
		clients.join();
		clients.join();

		clients.close();

		assertThat(server.clients()).isZero();
	}

}
