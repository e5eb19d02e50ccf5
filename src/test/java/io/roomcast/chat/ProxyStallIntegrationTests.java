package io.roomcast.chat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client behind a network that swallows all that its connection carries, in both
 * directions and without a word: it opens another, and is back under its nick while the
 * server still takes the first one for alive.
 */
class ProxyStallIntegrationTests {

	private static final int STALLS = 10;

	/** How long the client hears nothing; in a real network it is rather 5 s. */
	private static final Duration STALL = Duration.ofMillis(200);

	private static final Duration AT_ONCE = Duration.ofSeconds(5);

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.ping-interval=200ms",
			"roomcast.client.pong-timeout=60s", "roomcast.client.grace=60s");

	private final ChatClients clients = new ChatClients(server);

	private final TcpProxy proxy = TcpProxy.before(server);

	private final JsonChatRecorder alice = new JsonChatRecorder();

	private JsonChatRecorder witness;

	ProxyStallIntegrationTests() throws IOException {
	}

	@BeforeEach
	void join() {
		this.witness = this.clients.joinJsonAs("witness");
		this.alice.join(this.proxy.ws(this.clients.room() + "?nick=alice"));
		this.clients.add(this.alice);
		this.witness.takeJoined("alice");
	}

	/**
	 * Closes the proxy last, as it would cut the clients.
	 */
	@AfterEach
	void close() throws IOException {
		try (this.proxy) {
			this.clients.close();
		}
	}

	@Test
	void stalledClientIsBackAtOnceAndNobodyHearsOfIt() {
		long number = this.alice.client();

		for (int i = 0; i < STALLS; i++) {
			this.proxy.swallow();
			this.witness.sayAndTakeReceipt("swallowed " + i);
			awaitSilence(STALL);
			Instant noticed = Instant.now();
			this.alice.abort();

			assertThat(this.alice.nextReturn().nick()).isEqualTo("alice");
			assertThat(Duration.between(noticed, Instant.now())).isLessThan(AT_ONCE);
			assertThat(this.alice.client()).isEqualTo(number);
			assertThat(this.alice.nextText()).isEqualTo("swallowed " + i);
		}

		this.alice.sayAndTakeReceipt("never left");
		assertThat(this.witness.nextText()).isEqualTo("never left");
	}

	@Test
	void clientNoticesTheStallByTheMissingPing() {
		Duration pings = Duration.ofSeconds(this.alice.hello().pingSeconds());

		this.proxy.swallow();
		awaitSilence(pings.plus(STALL));
		this.alice.abort();

		assertThat(this.alice.nextReturn().recovered()).isTrue();
	}

	@Test
	void clientThatIsPingedIsNeverSilentForLong() {
		Duration pings = Duration.ofSeconds(this.alice.hello().pingSeconds());

		for (int i = 0; i < 5; i++) {
			assertThat(this.alice.processEvents(pings.plusSeconds(1))).isTrue();
		}

		assertThat(this.alice.isConnected()).isTrue();
	}

	@Test
	void textThatWasSwallowedIsSaidOnceOnTheReturn() {
		this.proxy.swallow();
		CompletableFuture<JsonEvent.Message> receipt = this.alice.sayForReceipt("hi", "c1");
		this.alice.abort();

		this.alice.nextReturn();
		assertThat(this.alice.nextMessage()).isEqualTo(this.alice.await(receipt));
		this.alice.sayAndTakeReceipt("over");
		assertThat(this.witness.nextText()).isEqualTo("hi");
		assertThat(this.witness.nextText()).isEqualTo("over");
	}

	private void awaitSilence(Duration silence) {
		while (this.alice.silence().compareTo(silence) < 0) {
			this.alice.processEvents(silence);
		}
	}

}
