package io.roomcast.ops;

import io.roomcast.harness.ChatServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * An invalid setting stops the start with a message that names it. The bounds of each
 * setting are tested in the package of its record.
 */
@ExtendWith(OutputCaptureExtension.class)
class SettingsIntegrationTests {

	@Test
	void valueOutsideItsBoundsStopsTheStart() {
		assertThatThrownBy(() -> ChatServer.start("roomcast.client.max-message-size=0B")).rootCause()
			.hasMessage("roomcast.client.max-message-size is 0B, must be 1B to 64MB");
	}

	@Test
	void engineThatDoesNotExistStopsTheStart() {
		assertThatThrownBy(() -> ChatServer.start("roomcast.engine=mysql")).rootCause()
			.hasMessage("roomcast.engine is 'mysql', must be memory or redis");
	}

	@Test
	void unknownKeyStopsTheStart() {
		assertThatThrownBy(() -> ChatServer.start("roomcast.api.token=secret"))
			.hasMessage("there is no setting roomcast.api.token, only roomcast.api.key");
	}

	@Test
	void keyBelowAnotherOneStopsTheStart() {
		assertThatThrownBy(() -> ChatServer.start("roomcast.engine.prefix=chat"))
			.hasMessage("there is no setting roomcast.engine.prefix");
	}

	@Test
	void elementOfAListIsAKey() {
		try (ChatServer server = ChatServer.start("roomcast.client.allowed-origins[0]=https://example.org")) {
			assertThat(server.get("/ping").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void valueOfAKeyThatDoesNotExistIsNotLogged(CapturedOutput output) {
		assertThatThrownBy(() -> ChatServer.start("roomcast.api.token=secret")).isNotNull();

		assertThat(output).contains("there is no setting roomcast.api.token").doesNotContain("secret");
		assertThat(output).as("no stack trace").contains("Correct its name, or remove it").doesNotContain("\tat ");
	}

	@Test
	void unknownSectionStopsTheStart() {
		assertThatThrownBy(() -> ChatServer.start("roomcast.rooms.log-size=1MB"))
			.hasMessage("there is no setting roomcast.rooms.log-size");
	}

	@Test
	void messageSizeOverTheClientBudgetStopsTheStart() {
		assertThatThrownBy(
				() -> ChatServer.start("roomcast.client.max-message-size=2MB", "roomcast.memory.client-budget=1MB"))
			.rootCause()
			.hasMessageContaining("roomcast.memory.client-budget is 1048576B");
	}

}
