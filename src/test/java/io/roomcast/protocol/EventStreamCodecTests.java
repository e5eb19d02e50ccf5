package io.roomcast.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventStreamCodecTests {

	private static final Cursor CURSOR = new Cursor(1, 2, 3);

	@Test
	void messageHasItsCursorAsItsId() {
		String event = text(EventStreamCodec.encode(new Event.Message("lobby", CURSOR, "alice", 1,
				new Body.Text("two\r\nlines"), Instant.EPOCH, null, false)));

		assertThat(event).startsWith("id: " + CURSOR.text() + "\ndata: {\"type\":\"message\"")
			.contains("two\\r\\nlines")
			.endsWith("}\n\n");
		assertThat(event.lines()).hasSize(3);
	}

	@Test
	void noticeHasNoId() {
		assertThat(text(EventStreamCodec.encode(new Event.Joined("lobby", "alice", 1, Instant.EPOCH))))
			.startsWith("data: {\"type\":\"joined\"");
	}

	@Test
	void listenerIsWelcomedWithoutANick() {
		assertThat(text(EventStreamCodec.encode(new Event.Welcome("lobby", null, CURSOR, true, 2, null)))).isEqualTo("""
				id: %s
				data: {"type":"welcome","room":"lobby","cursor":"%s","recovered":true,"clients":2}

				""".formatted(CURSOR.text(), CURSOR.text()));
	}

	@Test
	void commentsAndTheTimeToComeBackAreNoEvents() {
		assertThat(text(EventStreamCodec.comment(""))).isEqualTo(":\n\n");
		assertThat(text(EventStreamCodec.retry(Duration.ofSeconds(2)))).isEqualTo("retry: 2000\n\n");
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
