package io.roomcast.engine.redis;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NodeMessageTests {

	@Test
	void removalComesAsItWasSent() {
		NodeMessage removal = new NodeMessage.Remove("kitchen", "Zo\u00eb");

		assertThat(NodeMessage.decode(removal.encode())).isEqualTo(removal);
	}

	@Test
	void takenSessionComesAsItWasSent() {
		NodeMessage taken = new NodeMessage.SessionTaken(Long.MAX_VALUE);

		assertThat(NodeMessage.decode(taken.encode())).isEqualTo(taken);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "remove", "remove\nkitchen", "remove\nkitchen\nalice\n1", "session-taken",
			"session-taken\nx", "session-taken\n1\n2", "other\n1" })
	void anythingElseIsRefused(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

		assertThatIllegalArgumentException().isThrownBy(() -> NodeMessage.decode(bytes));
	}

}
