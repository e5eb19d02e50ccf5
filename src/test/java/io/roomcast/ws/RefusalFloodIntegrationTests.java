package io.roomcast.ws;

import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that send many commands that are refused.
 */
class RefusalFloodIntegrationTests {

	private static final int BURST = 256;

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.send-timeout=500ms",
			"roomcast.client.close-timeout=500ms", "roomcast.client.grace=0s");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@AutoClose("shutdownNow")
	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	@RepeatedTest(5)
	void everyBadCommandOfABurstIsRefused() throws IOException {
		JsonChatRecorder alice = this.clients.joinJson();
		RawJsonClient carl = this.clients.joinRawJson("carl");
		Frame bad = Frame.text("{\"type\":\"" + "\\u0001".repeat(80) + "\",\"id\":\"" + "i".repeat(64) + "\"}");

		carl.socket().sendTogether(Collections.nCopies(BURST, bad).toArray(Frame[]::new));

		for (int i = 0; i < BURST; i++) {
			assertThat(carl.next(JsonEvent.Refused.class).code()).isEqualTo("unknown_type");
		}
		carl.send(JsonCommand.say("still here"));
		assertThat(carl.next(JsonEvent.Message.class).text()).isEqualTo("still here");
		assertThat(alice.nextText()).isEqualTo("still here");
	}

	@Test
	void clientThatDoesNotReadItsRefusalsIsRemoved() throws Exception {
		JsonChatRecorder alice = this.clients.joinJson();
		RawJsonClient carl = this.clients.joinRawJson("carl");

		Future<?> sending = this.thread.submit(() -> sendUntilCut(carl));

		assertThat(alice.next(JsonEvent.Left.class).nick()).isEqualTo("carl");
		sending.get(10, TimeUnit.SECONDS);
	}

	private static void sendUntilCut(RawJsonClient client) {
		Frame[] bad = Collections.nCopies(BURST, Frame.text("x")).toArray(Frame[]::new);
		try {
			while (true) {
				client.socket().sendTogether(bad);
			}
		}
		catch (IOException ex) {
			// The server has ended the connection.
		}
	}

}
