package io.roomcast.ops;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MeterIntegrationTests {

	private static final String CLIENTS = "roomcast.clients";

	private static final String ROOMS = "roomcast.rooms";

	private static final String RECEIVED = "roomcast.messages.received";

	private static final String DELIVERIES = "roomcast.deliveries";

	private static final String OPENED = "roomcast.clients.opened";

	private static final String CLOSED_NORMALLY = "roomcast.clients.closed?tag=code:1000";

	private static final String CLOSED_AS_NOT_ALLOWED = "roomcast.clients.closed?tag=code:4003";

	private static final String BYTES_RECEIVED = "roomcast.bytes.received";

	private static final String BYTES_SENT = "roomcast.bytes.sent";

	private static final int SMALL_BYTES = 4096;

	private static final int LARGE_BYTES = 60_000;

	private static final int LARGE_MESSAGES = 20;

	private static final String AWAY = "roomcast.sessions.away";

	private static final String SESSIONS_RESUMED = "roomcast.sessions.resumed";

	private static final String ROOMS_RECOVERED = "roomcast.rooms.resumed?tag=recovered:yes";

	private static final String ROOMS_NOT_RECOVERED = "roomcast.rooms.resumed?tag=recovered:no";

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.grace=3s");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void connectedClientsAreCounted() {
		this.clients.join();
		this.clients.join();
		this.clients.join(this.clients.room() + "-elsewhere");

		assertThat(meter(CLIENTS)).isEqualTo(3);
	}

	@Test
	void occupiedRoomsAreCounted() {
		awaitMeter(ROOMS, 0);
		this.clients.join();
		this.clients.join();
		this.clients.join(this.clients.room() + "-elsewhere");

		assertThat(meter(ROOMS)).isEqualTo(2);
	}

	@Test
	void roomIsNotCountedAfterItsLastClientLeft() {
		ChatRecorder alice = this.clients.join();

		assertThat(alice.leave().code()).isEqualTo(1000);
		awaitMeter(ROOMS, 0);
	}

	@Test
	void everyReceivedMessageIsCountedOnce() {
		ChatRecorder alice = this.clients.join();
		ChatRecorder bob = this.clients.join();
		double before = settled(RECEIVED);

		alice.send("hi");
		alice.send(new byte[] { 1 });

		assertThat(alice.nextText()).isEqualTo("echo: hi");
		assertThat(bob.nextText()).isEqualTo(alice.nick() + ": hi");
		assertThat(alice.nextBinary()).containsExactly(1);
		assertThat(bob.nextBinary()).containsExactly(1);
		awaitMeter(RECEIVED, before + 2);
	}

	@Test
	void everyDeliveryToAClientIsCountedOnce() {
		ChatRecorder alice = this.clients.join();
		ChatRecorder bob = this.clients.join();
		ChatRecorder carl = this.clients.join();
		double before = settled(DELIVERIES);

		for (int i = 0; i < 5; i++) {
			alice.sendAndTakeEcho("hi");
			assertThat(bob.nextText()).isEqualTo(alice.nick() + ": hi");
			assertThat(carl.nextText()).isEqualTo(alice.nick() + ": hi");
		}

		awaitMeter(DELIVERIES, before + 15);
	}

	@Test
	void everyOpenedConnectionIsCounted() {
		double before = settled(OPENED);

		this.clients.join();
		this.clients.join();

		awaitMeter(OPENED, before + 2);
	}

	@Test
	void everyClosedConnectionIsCountedByItsCode() {
		double before = settled(CLOSED_NORMALLY);
		ChatRecorder alice = this.clients.join();

		assertThat(alice.leave().code()).isEqualTo(1000);
		awaitMeter(CLOSED_NORMALLY, before + 1);
	}

	@Test
	void refusedJsonClientIsCountedByItsCode() throws IOException {
		double before = settled(CLOSED_AS_NOT_ALLOWED);

		try (RawJsonClient refused = RawJsonClient.open(server.ws(this.clients.room()),
				"Origin: http://elsewhere.example")) {
			refused.next(JsonEvent.Refused.class);
		}

		awaitMeter(CLOSED_AS_NOT_ALLOWED, before + 1);
		assertThat(meter(CLIENTS)).isZero();
	}

	@Test
	void everyByteFromAndToAClientIsCountedOnce() {
		ChatRecorder alice = this.clients.join();
		double received = settled(BYTES_RECEIVED);
		double sent = settled(BYTES_SENT);

		alice.sendAndTakeEcho("hi");

		// A header of 2, the mask of 4, "hi"; a header of 2, "echo: hi".
		awaitMeter(BYTES_RECEIVED, received + 8);
		awaitMeter(BYTES_SENT, sent + 10);
	}

	@Test
	void bytesThatASocketDoesNotTakeAtOnceAreCounted() throws IOException {
		ChatRecorder alice = this.clients.join();
		try (RawWebSocket slow = RawWebSocket.open(smallSocket(), server.ws(this.clients.room() + "?nick=slow"))) {
			assertThat(slow.nextText()).isEqualTo("welcome slow");
			alice.takeJoined("slow");
			double sent = settled(BYTES_SENT);
			String large = "x".repeat(LARGE_BYTES);
			for (int i = 0; i < LARGE_MESSAGES; i++) {
				alice.sendAndTakeEcho(large);
			}
			await().untilAsserted(() -> assertThat(meter("roomcast.write.pending")).isPositive());

			for (int i = 0; i < LARGE_MESSAGES; i++) {
				assertThat(slow.nextText()).isEqualTo(alice.nick() + ": " + large);
			}

			// Headers of 4, and "echo: " or the nick before each.
			int extra = LARGE_MESSAGES * (2 * 4 + "echo: ".length() + alice.nick().length() + ": ".length());
			awaitMeter(BYTES_SENT, sent + 2 * LARGE_MESSAGES * LARGE_BYTES + extra);
		}
		alice.takeLeft("slow");
	}

	@Test
	void awayClientIsCountedUntilItComesBack() {
		JsonChatRecorder alice = this.clients.joinJson();
		double resumed = settled(SESSIONS_RESUMED);
		double recovered = settled(ROOMS_RECOVERED);

		alice.abort();
		alice.nextReturn();

		awaitMeter(SESSIONS_RESUMED, resumed + 1);
		awaitMeter(ROOMS_RECOVERED, recovered + 1);
		awaitMeter(AWAY, 0);
	}

	@Test
	void clientWhoseCursorIsUnknownIsCountedAsNotRecovered() {
		double before = settled(ROOMS_NOT_RECOVERED);
		String cursor = this.clients.joinJson().welcome().cursor();

		JsonChatRecorder bob = this.clients.joinJson(this.clients.room() + "-elsewhere?since=" + cursor);

		assertThat(bob.next(JsonEvent.Gap.class).after()).isEqualTo(cursor);
		awaitMeter(ROOMS_NOT_RECOVERED, before + 1);
	}

	@Test
	void clientIsAwayWhenItsConnectionIsLost() throws IOException {
		double before = settled(AWAY);

		this.clients.joinRawJson("alice").socket().reset();

		awaitMeter(AWAY, before + 1);
	}

	/**
	 * Connects a socket whose kernel takes little of what is not read.
	 */
	private static Socket smallSocket() throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(SMALL_BYTES);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
		return socket;
	}

	private static double meter(String name) {
		return server.meter(name).orElse(0);
	}

	private static void awaitMeter(String name, double value) {
		await().untilAsserted(() -> assertThat(meter(name)).as(name).isEqualTo(value));
	}

	/**
	 * Returns the value of a counter once it no longer changes.
	 */
	private static double settled(String name) {
		double value = meter(name);
		for (double next = meter(name); next != value; next = meter(name)) {
			value = next;
		}
		return value;
	}

}
