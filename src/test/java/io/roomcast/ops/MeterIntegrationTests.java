package io.roomcast.ops;

import java.io.IOException;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
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

	@AutoClose
	private static final ChatServer server = ChatServer.start();

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
