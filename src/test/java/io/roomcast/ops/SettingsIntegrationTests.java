package io.roomcast.ops;

import io.roomcast.harness.ChatServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * An invalid setting stops the start with a message that names it. The bounds of each
 * setting are tested in the package of its record.
 */
class SettingsIntegrationTests {

	@Test
	void valueOutsideItsBoundsStopsTheStart() {
		assertThatThrownBy(() -> ChatServer.start("roomcast.client.max-message-size=0B")).rootCause()
			.hasMessage("roomcast.client.max-message-size is 0B, must be 1B to 64MB");
	}

	@Test
	void unknownKeyStopsTheStart() {
		assertThatThrownBy(() -> ChatServer.start("roomcast.api.token=secret"))
			.hasMessage("Property roomcast.api.token with value '...' is invalid: "
					+ "there is no such key, only roomcast.api.key");
	}

	@Test
	void unknownSectionStopsTheStart() {
		assertThatThrownBy(() -> ChatServer.start("roomcast.rooms.log-size=1MB"))
			.hasMessage("Property roomcast.rooms.log-size with value '...' is invalid: there is no such key");
	}

	@Test
	void messageSizeOverTheClientBudgetStopsTheStart() {
		assertThatThrownBy(
				() -> ChatServer.start("roomcast.client.max-message-size=2MB", "roomcast.memory.client-budget=1MB"))
			.rootCause()
			.hasMessageContaining("roomcast.memory.client-budget is 1048576B");
	}

}
