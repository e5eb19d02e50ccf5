package io.roomcast.ws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Proves what the outlet assumes of the container: bytes given to its endpoint arrive as
 * they are, several frames to a write, and nothing of Jetty's own comes between them. A
 * Jetty upgrade that changes this fails here.
 */
class WriteBatchIntegrationTests {

	private static final int MESSAGES = 2_000;

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void batchesArriveAsTheFramesTheyHold() throws IOException {
		RawWebSocket reader = this.clients.joinRaw("reader");
		ChatRecorder alice = this.clients.join();
		assertThat(reader.next().text()).isEqualTo(alice.nick() + " joined");

		List<String> texts = sendOfManySizes(alice);

		for (String text : texts) {
			assertThat(reader.next()).isEqualTo(Frame.text(alice.nick() + ": " + text));
		}
		takeEchoes(alice, texts);
	}

	@Test
	void pongsComeBetweenWholeFramesEvenIfTheSocketIsFull() throws IOException {
		RawWebSocket reader = this.clients.joinRaw("reader");
		ChatRecorder alice = this.clients.join();
		assertThat(reader.next().text()).isEqualTo(alice.nick() + " joined");

		// The reader does not read, so its socket fills and takes writes in part.
		List<String> texts = sendOfManySizes(alice);
		takeEchoes(alice, texts);
		reader.send(Frame.ping("now"));

		List<Frame> frames = new ArrayList<>();
		for (int i = 0; i <= texts.size(); i++) {
			frames.add(reader.next());
		}
		assertThat(frames).containsOnlyOnce(Frame.of(true, Frame.PONG, new byte[] { 'n', 'o', 'w' }));
		assertThat(frames.stream().filter((frame) -> frame.opcode() == Frame.TEXT).map(Frame::text))
			.containsExactlyElementsOf(texts.stream().map((text) -> alice.nick() + ": " + text).toList());
	}

	/**
	 * Sends texts whose lengths need each of the three forms of a frame's length, with
	 * many short ones between.
	 */
	private static List<String> sendOfManySizes(ChatRecorder sender) {
		List<String> texts = IntStream.range(0, MESSAGES)
			.mapToObj((i) -> i + "x".repeat((i % 400 == 0) ? 65_500 : (i % 20 == 0) ? 500 : 5))
			.toList();
		texts.forEach(sender::send);
		return texts;
	}

	private static void takeEchoes(ChatRecorder sender, List<String> texts) {
		for (String text : texts) {
			assertThat(sender.nextText()).isEqualTo("echo: " + text);
		}
	}

}
