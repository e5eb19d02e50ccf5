package io.roomcast.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OrderIntegrationTests {

	private static final int SENDERS = 4;

	private static final int TEXTS_EACH = 500;

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@AutoClose("shutdownNow")
	private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS);

	@Test
	void everyClientHearsTheSameOrder() throws Exception {
		List<ChatRecorder> senders = join(SENDERS);
		List<ChatRecorder> listeners = join(2);

		sendAllAtOnce(senders);

		List<String> order = heardBy(listeners.get(0));
		assertThat(Stream.concat(senders.stream(), listeners.stream().skip(1))).allSatisfy((client) -> {
			assertThat(heardBy(client)).isEqualTo(order);
		});
	}

	@Test
	void textsOfEverySenderArriveCompleteAndInOrder() throws Exception {
		List<ChatRecorder> senders = join(SENDERS);
		ChatRecorder listener = this.clients.join();

		sendAllAtOnce(senders);

		List<String> order = heardBy(listener);
		assertThat(senders).allSatisfy((sender) -> {
			Stream<String> own = order.stream().filter((line) -> line.startsWith(sender.nick() + ": "));
			assertThat(own).isEqualTo(textsOf(sender).map((text) -> sender.nick() + ": " + text).toList());
			heardBy(sender);
		});
	}

	private List<ChatRecorder> join(int count) {
		return Stream.generate(this.clients::join).limit(count).toList();
	}

	private void sendAllAtOnce(List<ChatRecorder> senders) throws Exception {
		List<Future<?>> sending = new ArrayList<>();
		for (ChatRecorder sender : senders) {
			sending.add(this.threads.submit(() -> textsOf(sender).forEach(sender::send)));
		}
		for (Future<?> one : sending) {
			one.get(30, TimeUnit.SECONDS);
		}
	}

	private static Stream<String> textsOf(ChatRecorder sender) {
		return IntStream.range(0, TEXTS_EACH).mapToObj((i) -> "text " + i + " of " + sender.nick());
	}

	/**
	 * Takes all texts, and returns a client's own echoes as the others hear them.
	 */
	private static List<String> heardBy(ChatRecorder client) {
		return Stream.generate(client::nextText)
			.limit((long) SENDERS * TEXTS_EACH)
			.map((text) -> text.replaceFirst("^echo: ", client.nick() + ": "))
			.toList();
	}

}
