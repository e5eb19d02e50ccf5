package io.roomcast.ws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that end the connection of their sender, and no other.
 */
class MessageLimitIntegrationTests {

	private static final int LIMIT = 65_536;

	private static final int TOO_BIG = 1009;

	private static final int NOT_UTF_8 = 1007;

	/** Ends with three bytes of a four-byte character. */
	private static final byte[] CUT_CHARACTER = { 'h', 'i', (byte) 0xF0, (byte) 0x9F, (byte) 0x98 };

	private static final byte[] NO_CHARACTER = { 'h', 'i', (byte) 0xC0, (byte) 0xAF };

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void tooLongTextInOneFrameIsRefused() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.text("x".repeat(LIMIT + 1)));

		assertThatSizeIsRefused(carl.next(), LIMIT + 1);
		assertThatAliceGoesOn(alice);
	}

	@Test
	void tooLongTextInFragmentsIsRefused() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.of(false, Frame.TEXT, new byte[LIMIT / 2]));
		carl.send(Frame.of(false, Frame.CONTINUATION, new byte[LIMIT / 2]));
		carl.send(Frame.of(true, Frame.CONTINUATION, new byte[1]));

		assertThatSizeIsRefused(carl.next(), LIMIT + 1);
		assertThatAliceGoesOn(alice);
	}

	@Test
	void fragmentsAreRefusedOnceTheyExceedTheLimit() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.of(false, Frame.TEXT, new byte[LIMIT]));
		carl.send(Frame.of(false, Frame.CONTINUATION, new byte[1]));

		assertThatSizeIsRefused(carl.next(), LIMIT + 1);
		assertThatAliceGoesOn(alice);
	}

	@Test
	void limitCountsBytesAndNotCharacters() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.text("ü".repeat(LIMIT / 2) + "x"));

		assertThatSizeIsRefused(carl.next(), LIMIT + 1);
		assertThatAliceGoesOn(alice);
	}

	@Test
	void tooManyBytesAreRefused() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.of(true, Frame.BINARY, new byte[LIMIT + 1]));

		assertThatSizeIsRefused(carl.next(), LIMIT + 1);
		assertThatAliceGoesOn(alice);
	}

	@Test
	void bytesOfAJsonClientHaveTheSameLimit() throws IOException {
		RawWebSocket carl = this.clients.joinRawJson("carl").socket();

		carl.send(Frame.of(true, Frame.BINARY, new byte[LIMIT + 1]));

		Frame close = carl.nextClose();
		assertThat(close.closeCode()).isEqualTo(TOO_BIG);
	}

	@Test
	void properClientGetsTheCloseCodeOfItsRefusal() {
		ChatRecorder alice = this.clients.join();
		ChatRecorder carl = this.clients.joinAs("carl");

		carl.send("x".repeat(LIMIT + 1));

		assertThat(carl.nextClosed().code()).isEqualTo(TOO_BIG);
		assertThatAliceGoesOn(alice);
	}

	@Test
	void limitCanBeConfigured() throws Exception {
		ChatServer.whileRunning((strict) -> {
			try (RawWebSocket carl = RawWebSocket.open(strict.ws("/chat?nick=carl"))) {
				carl.nextText();
				carl.send(Frame.text("x".repeat(1025)));

				Frame close = carl.next();
				assertThatClosedWith(TOO_BIG, close);
				assertThat(close.closeReason()).contains("1025", "1024");
			}
		}, "roomcast.client.max-message-size=1KB");
	}

	@Test
	void textThatIsNotUtf8IsRefused() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.text(NO_CHARACTER));

		assertThatClosedWith(NOT_UTF_8, carl.next());
		assertThatAliceGoesOn(alice);
	}

	@Test
	void textThatEndsWithinACharacterIsRefused() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.text(CUT_CHARACTER));

		assertThatClosedWith(NOT_UTF_8, carl.next());
		assertThatAliceGoesOn(alice);
	}

	@Test
	void fragmentsThatEndWithinACharacterAreRefused() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.of(false, Frame.TEXT, CUT_CHARACTER));
		carl.send(Frame.of(true, Frame.CONTINUATION, new byte[0]));

		assertThatClosedWith(NOT_UTF_8, carl.next());
		assertThatAliceGoesOn(alice);
	}

	@Test
	void badByteIsRefusedBeforeTheRestOfTheFrameComes() throws IOException {
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.sendHalfOf(Frame.text(Arrays.copyOf(NO_CHARACTER, LIMIT)));

		Frame close = carl.next();
		assertThatClosedWith(NOT_UTF_8, close);
		assertThat(close.closeReason()).isEqualTo("text message is not valid UTF-8 at byte offset 2");
	}

	@Test
	void badByteIsRefusedBeforeTheNextFragmentComes() throws IOException {
		RawWebSocket carl = this.clients.joinRaw("carl");
		byte[] firstOfSurrogate = { (byte) 0xED };
		byte[] secondOfSurrogate = { (byte) 0xA0 };

		carl.send(Frame.of(false, Frame.TEXT, "hello".getBytes(StandardCharsets.UTF_8)));
		carl.send(Frame.of(false, Frame.CONTINUATION, firstOfSurrogate));
		carl.send(Frame.of(false, Frame.CONTINUATION, secondOfSurrogate));

		Frame close = carl.next();
		assertThatClosedWith(NOT_UTF_8, close);
		assertThat(close.closeReason()).endsWith("at byte offset 6");
	}

	@Test
	void bytesNeedNotBeUtf8() throws IOException {
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.of(false, Frame.BINARY, NO_CHARACTER));
		carl.send(Frame.of(true, Frame.CONTINUATION, CUT_CHARACTER));

		assertThat(carl.next().bytes()).startsWith(NO_CHARACTER).endsWith(CUT_CHARACTER);
	}

	private static void assertThatSizeIsRefused(Frame frame, int bytes) {
		assertThatClosedWith(TOO_BIG, frame);
		assertThat(frame.closeReason()).contains(String.valueOf(bytes), String.valueOf(LIMIT));
	}

	private static void assertThatClosedWith(int code, Frame frame) {
		assertThat(frame.opcode()).isEqualTo(Frame.CLOSE);
		assertThat(frame.closeCode()).isEqualTo(code);
		assertThat(frame.closeReason()).isNotEmpty();
	}

	private static void assertThatAliceGoesOn(ChatRecorder alice) {
		assertThat(alice.nextText()).isEqualTo("carl left");
		alice.sendAndTakeEcho("still here");
	}

}
