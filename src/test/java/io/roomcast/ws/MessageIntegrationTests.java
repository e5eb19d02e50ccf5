package io.roomcast.ws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that clients may send arrive unchanged.
 */
class MessageIntegrationTests {

	private static final int MAX_BYTES = 65_536;

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void bytesReachEveryClientUnchanged() {
		ChatRecorder alice = this.clients.join();
		ChatRecorder bob = this.clients.join();
		byte[] bytes = new byte[MAX_BYTES];
		new Random(7).nextBytes(bytes);

		alice.send(bytes);

		assertThat(alice.nextBinary()).isEqualTo(bytes);
		assertThat(bob.nextBinary()).isEqualTo(bytes);
	}

	@Test
	void fragmentedBytesReachEveryClientAsOneMessage() {
		ChatRecorder alice = this.clients.join();
		ChatRecorder bob = this.clients.join();

		alice.sendFragment(new byte[] { 0, -1 }, false);
		alice.sendFragment(new byte[] { -128, 127 }, true);

		assertThat(alice.nextBinary()).containsExactly(0, -1, -128, 127);
		assertThat(bob.nextBinary()).containsExactly(0, -1, -128, 127);
	}

	@Test
	void emptyTextIsAMessage() {
		ChatRecorder alice = this.clients.join();
		ChatRecorder bob = this.clients.join();

		alice.send("");

		assertThat(alice.nextText()).isEqualTo("echo: ");
		assertThat(bob.nextText()).isEqualTo(alice.nick() + ": ");
	}

	@Test
	void longestTextIsAcceptedInOneFrame() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");
		String text = "x".repeat(MAX_BYTES);

		carl.send(Frame.text(text));

		assertThatSame(carl.nextText(), "echo: " + text);
		assertThatSame(alice.nextText(), "carl: " + text);
	}

	@Test
	void longestTextIsAcceptedInManyFragments() {
		ChatRecorder alice = this.clients.join();
		ChatRecorder bob = this.clients.join();
		String part = "0123456789abcdef";
		int parts = MAX_BYTES / part.length();

		for (int i = 1; i <= parts; i++) {
			bob.sendFragment(part, i == parts);
		}

		assertThatSame(bob.nextText(), "echo: " + part.repeat(parts));
		assertThatSame(alice.nextText(), bob.nick() + ": " + part.repeat(parts));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 5, 4095 })
	void charactersMayBeSplitBetweenFragments(int fragmentBytes) throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");
		String text = "aü€😀".repeat(500);

		sendInFragments(carl, text, fragmentBytes);

		assertThatSame(carl.nextText(), "echo: " + text);
		assertThatSame(alice.nextText(), "carl: " + text);
	}

	@Test
	void pingBetweenFragmentsIsAnsweredAndTheMessageStaysWhole() throws IOException {
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.of(false, Frame.TEXT, new byte[] { 'h' }));
		carl.send(Frame.ping("there?"));
		Frame pong = carl.next();
		carl.send(Frame.of(true, Frame.CONTINUATION, new byte[] { 'i' }));

		assertThat(pong.opcode()).isEqualTo(Frame.PONG);
		assertThat(pong.text()).isEqualTo("there?");
		assertThat(carl.nextText()).isEqualTo("echo: hi");
	}

	private static void sendInFragments(RawWebSocket socket, String text, int fragmentBytes) throws IOException {
		ByteBuffer rest = StandardCharsets.UTF_8.encode(text);
		int opcode = Frame.TEXT;
		while (rest.hasRemaining()) {
			byte[] part = new byte[Math.min(fragmentBytes, rest.remaining())];
			rest.get(part);
			socket.send(Frame.of(!rest.hasRemaining(), opcode, part));
			opcode = Frame.CONTINUATION;
		}
	}

	/**
	 * Compares texts, and does not print them in full if they differ.
	 */
	private static void assertThatSame(String actual, String expected) {
		assertThat(actual)
			.withFailMessage("%d characters that start with %.32s, expected %d that start with %.32s", actual.length(),
					actual, expected.length(), expected)
			.isEqualTo(expected);
	}

}
