package io.roomcast.ws;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.EventStreamReader;
import io.roomcast.harness.Frame;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node that stops goes on for the clients that it has, sends them away one after the
 * other, and takes no new ones.
 */
class DrainIntegrationTests {

	private static final int RESTARTING = 1012;

	/** Longer than any test takes: who is still there has not been closed. */
	private static final String LONG = "roomcast.drain.window=1h";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Test
	void nodeGoesOnForItsClientsUntilTheyHaveGone() throws Exception {
		try (ChatServer server = ChatServer.start(LONG); ChatClients clients = new ChatClients(server)) {
			RawWebSocket bob = clients.joinRaw("bob");
			RawJsonClient alice = clients.joinRawJson("alice");
			bob.nextText();

			CompletableFuture<Void> stops = CompletableFuture.allOf(CompletableFuture.runAsync(server::stop),
					CompletableFuture.runAsync(server::stop));

			assertThat(alice.next(JsonEvent.Reconnect.class).afterMillis()).isBetween(0L,
					Duration.ofHours(1).toMillis());
			assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
			assertThat(server.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
			assertThatNewClientsAreRefused(server);
			bob.send(Frame.text("are you still there?"));
			assertThat(bob.nextText()).isEqualTo("echo: are you still there?");
			assertThat(alice.next(JsonEvent.Message.class).text()).isEqualTo("are you still there?");
			assertThat(stops).isNotDone();

			alice.close();
			bob.close();
			assertThat(stops).succeedsWithin(PATIENCE);
		}
	}

	private static void assertThatNewClientsAreRefused(ChatServer server) throws IOException {
		Handshake refused = Handshake.attempt(server.ws("/chat"));
		assertThat(refused.header("Retry-After")).isEqualTo("1");
		assertThat(Problem.of(refused).status()).isEqualTo(503);
		assertThat(refused.body()).contains("shutting_down");
		try (RawJsonClient carl = RawJsonClient.open(server.ws("/connect"))) {
			JsonEvent.Refused told = carl.next(JsonEvent.Refused.class);
			assertThat(told.code()).isEqualTo("shutting_down");
			assertThat(told.retryAfterMillis()).isEqualTo(1_000);
			assertThat(carl.socket().nextClose().closeCode()).isEqualTo(RESTARTING);
		}
		try (EventStreamReader reader = EventStreamReader.open(server, "lobby", "")) {
			assertThat(reader.next().field("code")).isEqualTo("shutting_down");
			assertThat(reader.retry()).isNotNull();
			assertThat(reader.nextOrEnd()).isNull();
		}
		assertThat(server.meter("roomcast.refused?tag=reason:shutting_down")).hasValue(3);
	}

	@Test
	void everyClientIsClosedInItsTurn() throws Exception {
		try (ChatServer server = ChatServer.start("roomcast.drain.window=500ms");
				ChatClients clients = new ChatClients(server);
				EventStreamReader listener = EventStreamReader.open(server, "lobby", "")) {
			List<RawWebSocket> all = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				all.add(clients.joinRaw("plain-" + i));
				all.add(clients.joinRawJson("json-" + i).socket());
			}
			listener.next("welcome");

			CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);

			for (RawWebSocket client : all) {
				assertThat(closeOf(client).closeCode()).isEqualTo(RESTARTING);
				client.close();
			}
			assertThat(listener.nextOrEnd()).isNull();
			assertThat(listener.comments()).containsExactly("the service is restarting: come back");
			assertThat(stop).succeedsWithin(PATIENCE);
		}
	}

	private static Frame closeOf(RawWebSocket client) throws IOException {
		Frame frame = client.next();
		while (frame.opcode() != Frame.CLOSE) {
			frame = client.next();
		}
		return frame;
	}

	@Test
	void nodeWithoutClientsStopsAtOnce() {
		try (ChatServer server = ChatServer.start(LONG)) {
			assertThat(CompletableFuture.runAsync(server::stop)).succeedsWithin(PATIENCE);
		}
	}

}
