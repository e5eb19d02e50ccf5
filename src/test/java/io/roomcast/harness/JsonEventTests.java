package io.roomcast.harness;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The harness rejects what the protocol does not allow.
 */
class JsonEventTests {

	@Test
	void frameHoldsAnEventOnEachLine() {
		assertThat(JsonEvent.parse("""
				{"type":"joined","nick":"bob","client":8}
				{"type":"left","nick":"bob","client":8}""")).containsExactly(new JsonEvent.Joined("bob", 8),
				new JsonEvent.Left("bob", 8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"joined\",\"nick\":\"bob\"}",
			"{\"type\":\"joined\",\"nick\":\"bob\",\"client\":8,\"more\":1}",
			"{\"type\":\"joined\",\"nick\":\"bob\",\"nick\":\"bob\",\"client\":8}",
			"{\"type\":\"joined\",\"nick\":7,\"client\":8}", "{\"type\":\"joined\",\"nick\":\"bob\",\"client\":\"8\"}",
			"{\"type\":\"joined\",\"nick\":\"bob\",\"client\":8} {}", "{\"type\":\"come\"}", "[]", "" })
	void eventThatTheProtocolDoesNotAllowIsRejected(String line) {
		assertThatThrownBy(() -> JsonEvent.parse(line + "\n")).isNotNull();
	}

}
