package io.roomcast.ws;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

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
import static org.awaitility.Awaitility.await;

class CloseIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void othersHearOfAProperClose() {
		ChatRecorder alice = this.clients.join();
		ChatRecorder bob = this.clients.join();

		assertThat(bob.leave().code()).isEqualTo(1000);
		assertThatAliceIsAloneAfter(bob.nick(), alice);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 3000, 4999 })
	void closeFrameIsAnsweredWithTheSameCode(int code) throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.close(code));

		Frame answer = carl.nextClose();
		assertThat(answer.closeCode()).isEqualTo(code);
		assertThatAliceIsAloneAfter("carl", alice);
	}

	@Test
	void serverEndsTheConnectionAfterTheCloseFrames() throws IOException {
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.close(1000));
		carl.next();

		carl.awaitEnd();
	}

	@Test
	void othersHearOfATcpReset() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.reset();

		assertThatAliceIsAloneAfter("carl", alice);
	}

	@Test
	void othersHearOfATcpEndWithoutCloseFrame() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.finish();

		assertThatAliceIsAloneAfter("carl", alice);
	}

	@Test
	void othersHearOfAResetInMidFrame() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.sendHalfOf(Frame.text("never to be finished"));
		carl.reset();

		assertThatAliceIsAloneAfter("carl", alice);
	}

	@Test
	void othersHearOfATcpEndInMidFrame() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.sendHalfOf(Frame.text("never to be finished"));
		carl.finish();

		assertThatAliceIsAloneAfter("carl", alice);
	}

	@Test
	void othersHearOfATcpEndBetweenFragments() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.of(false, Frame.TEXT, new byte[] { 'h' }));
		carl.finish();

		assertThatAliceIsAloneAfter("carl", alice);
	}

	@Test
	void unmaskedFrameIsAProtocolErrorAndOthersHearOfTheEnd() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.sendUnmasked(Frame.text("hi"));

		Frame close = carl.nextClose();
		assertThat(close.closeCode()).isEqualTo(1002);
		assertThatAliceIsAloneAfter("carl", alice);
	}

	@Test
	void clientThatNeverAnswersTheCloseIsRemovedNonetheless() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.of(true, Frame.CONTINUATION, new byte[] { 'h' }));

		assertThatAliceIsAloneAfter("carl", alice);
	}

	@Test
	void everyOtherClientHearsOfALeaveOnce() throws IOException {
		ChatRecorder alice = this.clients.join();
		ChatRecorder bob = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.send(Frame.close(1000));
		carl.reset();

		assertThat(alice.nextText()).isEqualTo("carl left");
		assertThat(bob.nextText()).isEqualTo("carl left");
	}

	@Test
	void clientsThatResetRightAfterTheHandshakeLeaveNoTrace() throws IOException {
		ChatRecorder alice = this.clients.join();

		for (int i = 0; i < 100; i++) {
			RawWebSocket.open(server.ws(this.clients.room() + "?nick=brief-" + i)).reset();
		}

		await().until(() -> server.clients() == 1);
		alice.send("over");
		List<String> heard = Stream.generate(alice::nextText).takeWhile((text) -> !text.equals("echo: over")).toList();
		assertThat(nicksOf(heard, " left")).containsExactlyInAnyOrderElementsOf(nicksOf(heard, " joined"));
	}

	private static List<String> nicksOf(List<String> notices, String kind) {
		return notices.stream()
			.filter((notice) -> notice.endsWith(kind))
			.map((notice) -> notice.replace(kind, ""))
			.toList();
	}

	private void assertThatAliceIsAloneAfter(String nick, ChatRecorder alice) {
		assertThat(alice.nextText()).isEqualTo(nick + " left");
		assertThat(server.clients()).isEqualTo(1);
	}

}
