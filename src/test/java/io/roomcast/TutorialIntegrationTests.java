package io.roomcast;

import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.roomcast.harness.ChatClient;
import io.roomcast.harness.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The tutorial "HV-06 — WebSockets" as one conversation: test N is its section 7.6.6.N
 * and goes on where the one before it ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TutorialIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@AutoClose
	private final ChatServer server = ChatServer.start();

	private final TutorialClient alice = new TutorialClient();

	private final TutorialClient bob = new TutorialClient();

	@Test
	@Order(1)
	void serverAcceptsWebSockets() {
		this.alice.open(this.server.ws("/chat"));

		assertThat(this.alice.isConnected()).isTrue();
	}

	@Test
	@Order(2)
	void callbacksWaitUntilTheClientProcessesItsEvents() {
		assertThat(this.alice.lifecycle).isEmpty();

		this.alice.processEvents(PATIENCE);

		assertThat(this.alice.lifecycle).containsExactly("connected");
	}

	@Test
	@Order(3)
	void newcomerIsWelcomedByName() {
		waitForMessages(this.alice, 1);

		assertThat(this.alice.received).containsExactly("welcome user_1");
	}

	@Test
	@Order(4)
	void senderHearsTheEcho() {
		this.alice.send("hello server!");
		waitForMessages(this.alice, 2);

		assertThat(this.alice.received).containsExactly("welcome user_1", "echo: hello server!");
	}

	@Test
	@Order(5)
	void nextClientGetsTheNextNameAndTheFirstIsTold() {
		this.bob.open(this.server.ws("/chat"));
		waitForMessages(this.bob, 1);
		waitForMessages(this.alice, 3);

		assertThat(this.bob.received).containsExactly("welcome user_2");
		assertThat(this.alice.received).endsWith("user_2 joined");
	}

	@Test
	@Order(6)
	void senderHearsTheEchoAndAllOthersTheBroadcast() {
		this.bob.send("hi everyone!");
		waitForMessages(this.bob, 2);
		waitForMessages(this.alice, 4);

		assertThat(this.bob.received).containsExactly("welcome user_2", "echo: hi everyone!");
		assertThat(this.alice.received).containsExactly("welcome user_1", "echo: hello server!", "user_2 joined",
				"user_2: hi everyone!");
	}

	@Test
	@Order(7)
	void httpWorksWhileSocketsAreOpen() {
		HttpResponse<String> ping = this.server.get("/ping");
		HttpResponse<String> clients = this.server.get("/clients");

		assertThat(ping.body()).isEqualTo("pong");
		assertThat(clients.body()).isEqualTo("2");
	}

	@Test
	@Order(8)
	void clientsCloseGracefully() {
		this.alice.close();
		waitUntilDisconnected(this.alice);
		waitForMessages(this.bob, 3);
		this.bob.close();
		waitUntilDisconnected(this.bob);

		assertThat(this.bob.received).containsExactly("welcome user_2", "echo: hi everyone!", "user_1 left");
		assertThat(this.alice.received).hasSize(4);
		assertThat(this.alice.lifecycle).containsExactly("connected", "disconnected");
		assertThat(this.bob.lifecycle).containsExactly("connected", "disconnected");
		assertThat(this.server.get("/clients").body()).isEqualTo("0");
	}

	@Test
	@Order(9)
	void serverRunsOnlyAsLongAsItsBlock() throws Exception {
		List<String> urls = new ArrayList<>();

		ChatServer.whileRunning((running) -> {
			urls.add(running.ws("/chat"));
			assertThat(running.get("/ping").body()).isEqualTo("pong");
		});

		assertThatThrownBy(() -> new ChatClient().open(urls.get(0))).hasRootCauseInstanceOf(ConnectException.class);
	}

	private static void waitForMessages(TutorialClient client, int count) {
		while (client.received.size() < count) {
			assertThat(client.processEvents(PATIENCE)).as("message " + count + " after " + client.received).isTrue();
		}
	}

	private static void waitUntilDisconnected(TutorialClient client) {
		while (client.isConnected()) {
			assertThat(client.processEvents(PATIENCE)).as("closed after " + client.received).isTrue();
		}
	}

	private static final class TutorialClient extends ChatClient {

		private final List<String> received = new ArrayList<>();

		private final List<String> lifecycle = new ArrayList<>();

		@Override
		protected void onOpen() {
			this.lifecycle.add("connected");
		}

		@Override
		protected void onMessage(String text) {
			this.received.add(text);
		}

		@Override
		protected void onClose(int code, String reason) {
			this.lifecycle.add("disconnected");
		}

	}

}
