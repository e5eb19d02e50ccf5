package io.roomcast.ws;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

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

		List<Frame> frames = firstPingEvent(carl);

		assertThat(frames).extracting(Frame::opcode).containsExactly(Frame.PING, Frame.TEXT);
		assertThat(frames.get(1).text()).isEqualTo(PING);
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
			assertThat(firstPingEvent(carl.socket())).extracting(Frame::opcode).containsExactly(Frame.PING, Frame.TEXT);
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

	/**
	 * Returns the first event and the frame that comes with it. A ping comes alone before
	 * if the client was silent for the interval, but was told something since.
	 */
	private static List<Frame> firstPingEvent(RawWebSocket socket) throws IOException {
		Frame ping = socket.next();
		socket.send(Frame.of(true, Frame.PONG, ping.bytes()));
		Frame next = socket.next();
		return (next.opcode() == Frame.PING) ? List.of(next, socket.next()) : List.of(ping, next);
	}

}
