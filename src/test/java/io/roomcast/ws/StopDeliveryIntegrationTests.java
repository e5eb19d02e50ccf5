package io.roomcast.ws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service stops while clients send: every text that was echoed to its sender reaches
 * every other client that reads.
 */
class StopDeliveryIntegrationTests {

	private static final int LISTENERS = 60;

	private static final int TALKERS = 4;

	@AutoClose("shutdownNow")
	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicInteger echoes = new AtomicInteger();

	@RepeatedTest(3)
	void echoedTextsReachAllClientsBeforeTheServerStops() throws Exception {
		try (ChatServer server = ChatServer.start(); ChatClients clients = new ChatClients(server)) {
			List<Future<List<String>>> listening = new ArrayList<>();
			List<Future<List<String>>> talking = new ArrayList<>();
			for (int i = 0; i < LISTENERS; i++) {
				RawWebSocket listener = clients.joinRaw("listener-" + i);
				listening.add(this.threads.submit(() -> readToTheEnd(listener)));
			}
			for (int i = 0; i < TALKERS; i++) {
				RawWebSocket talker = clients.joinRaw("talker-" + i);
				talking.add(this.threads.submit(() -> readToTheEnd(talker)));
				this.threads.execute(() -> talk(talker));
			}
			await().until(() -> this.echoes.get() > 1_000);

			server.stop();

			for (int i = 0; i < TALKERS; i++) {
				String from = "talker-" + i + ": ";
				List<String> echoed = talking.get(i)
					.get(30, TimeUnit.SECONDS)
					.stream()
					.filter((text) -> text.startsWith("echo: "))
					.map((text) -> from + text.substring("echo: ".length()))
					.toList();
				for (Future<List<String>> listener : listening) {
					Set<String> heard = new HashSet<>(listener.get(30, TimeUnit.SECONDS));
					assertThat(echoed).filteredOn((text) -> !heard.contains(text)).isEmpty();
				}
			}
		}
	}

	private List<String> readToTheEnd(RawWebSocket client) throws IOException {
		List<String> texts = new ArrayList<>();
		for (Frame frame = client.next(); frame.opcode() != Frame.CLOSE; frame = client.next()) {
			String text = frame.text();
			texts.add(text);
			if (text.startsWith("echo: ")) {
				this.echoes.incrementAndGet();
			}
		}
		client.close();
		return texts;
	}

	private void talk(RawWebSocket talker) {
		try {
			for (int i = 0; true; i++) {
				talker.send(Frame.text("message " + i));
			}
		}
		catch (IOException ex) {
			// The server is gone.
		}
	}

}
