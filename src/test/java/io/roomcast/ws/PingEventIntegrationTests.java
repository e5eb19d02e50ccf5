package io.roomcast.ws;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pings as events, for pages in browsers, which cannot see ping frames.
 */
class PingEventIntegrationTests {

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final String PING = "{\"type\":\"ping\"}";

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.ping-interval=1s");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void quietClientGetsEventAndFrameTogether() throws IOException {
		RawWebSocket carl = this.clients.joinRawJson("carl").socket();

		List<Frame> frames = Stream.of(carl.next(), carl.next()).toList();

		assertThat(frames).extracting(Frame::opcode).containsExactlyInAnyOrder(Frame.TEXT, Frame.PING);
		assertThat(frames).filteredOn((frame) -> frame.opcode() == Frame.TEXT)
			.extracting(Frame::text)
			.containsExactly(PING);
	}

	@Test
	void pingsComeAgainAndAgain() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.recordPings();

		alice.next(JsonEvent.Ping.class);
		alice.next(JsonEvent.Ping.class);

		alice.close();
		assertThat(alice.closedAfterOnly(JsonEvent.Ping.class::isInstance).code()).isEqualTo(1000);
	}

	@Test
	void clientInNoRoomGetsPingsToo() throws IOException {
		try (RawJsonClient carl = RawJsonClient.connect(server.ws("/connect"))) {
			assertThat(Stream.of(carl.socket().next(), carl.socket().next()).map(Frame::opcode))
				.containsExactlyInAnyOrder(Frame.TEXT, Frame.PING);
		}
	}

	/**
	 * The client itself says nothing, so a ping frame may be due.
	 */
	@Test
	void clientThatHearsMessagesGetsNoPingEvent() {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		alice.recordPings();
		long end = System.nanoTime() + INTERVAL.multipliedBy(3).toNanos();

		while (System.nanoTime() < end) {
			bob.sayAndTakeReceipt("tick");
			assertThat(alice.nextText()).isEqualTo("tick");
			bob.processEvents(INTERVAL.dividedBy(10));
		}

		alice.assertNothingLeft();
		alice.close();
		alice.closedAfterOnly(JsonEvent.Ping.class::isInstance);
		bob.takeLeft("alice");
	}

	@Test
	void plainTextClientGetsTheFrameOnly() throws IOException {
		ChatRecorder bob = this.clients.join();
		RawWebSocket carl = this.clients.joinRaw("carl");

		for (int i = 0; i < 2; i++) {
			Frame frame = carl.next();
			assertThat(frame.opcode()).isEqualTo(Frame.PING);
			carl.send(Frame.of(true, Frame.PONG, frame.bytes()));
		}

		assertThat(bob.isConnected()).isTrue();
	}

}
