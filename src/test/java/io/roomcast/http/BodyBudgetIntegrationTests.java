package io.roomcast.http;

import java.io.IOException;
import java.time.Duration;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.RawHttp;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Bodies that are on their way count among what is held for single clients.
 */
class BodyBudgetIntegrationTests {

	private static final String REQUEST = RawHttp.request("POST /rooms/lobby/messages",
			"Content-Type: application/json", "Authorization: Bearer open-sesame", "Content-Length: 394000");

	private static final int NEARLY_ALL = 390_000;

	/** Earns a client no time. */
	private static final int SMALL = 8_000;

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY, "roomcast.memory.client-budget=1MB",
			"roomcast.http.request-timeout=2s");

	@BeforeEach
	void awaitNothingHeld() {
		await().until(() -> heldBytes() == 0);
	}

	@Test
	void bodyIsCountedUntilItsConnectionIsCut() throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			http.send(REQUEST + " ".repeat(SMALL));
			await().until(() -> heldBytes() >= SMALL);

			await().pollInterval(Duration.ofMillis(50)).until(() -> http.isCutAfter(" "));

			await().until(() -> heldBytes() == 0);
		}
	}

	@Test
	void bodyIsCountedUntilItsClientIsGone() throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			http.send(REQUEST + " ".repeat(NEARLY_ALL));
			await().until(() -> heldBytes() >= NEARLY_ALL);
		}

		await().until(() -> heldBytes() == 0);
	}

	@Test
	void bodiesOverTheBudgetAreRefused() throws IOException {
		try (RawHttp first = RawHttp.open(server); RawHttp second = RawHttp.open(server)) {
			first.send(REQUEST + " ".repeat(NEARLY_ALL));
			second.send(REQUEST + " ".repeat(NEARLY_ALL));
			await().until(() -> heldBytes() >= 2 * NEARLY_ALL);

			try (RawHttp third = RawHttp.open(server)) {
				third.send(REQUEST + " ".repeat(265_000));
				await().until(() -> heldBytes() >= 2 * NEARLY_ALL + 265_000);

				assertThat(RawHttp.exchange(server, REQUEST + " ".repeat(SMALL)).status()).isEqualTo(503);
			}
		}
	}

	private static double heldBytes() {
		return server.meter("roomcast.client.memory").orElseThrow();
	}

}
