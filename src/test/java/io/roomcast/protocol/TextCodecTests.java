package io.roomcast.protocol;

import java.time.Instant;

import io.roomcast.protocol.Refusal.Reason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextCodecTests {

	private static final Cursor CURSOR = new Cursor(1, 2, 3);

	private static final Event.Message MESSAGE = new Event.Message(CURSOR, "alice", 7, "hi", Instant.EPOCH, "c1");

	@Test
	void everyFrameIsTakenAsText() {
		assertThat(TextCodec.decode("{\"type\":")).isEqualTo(new Command.Say("{\"type\":", null));
	}

	@Test
	void welcomeHasTheNick() {
		assertThat(TextCodec.encode(new Event.Welcome("lobby", "alice", 7, CURSOR, true, 2, 25)))
			.hasValue("welcome alice");
	}

	@Test
	void messageHasTheNickOfItsSender() {
		assertThat(TextCodec.encode(MESSAGE)).hasValue("alice: hi");
	}

	@Test
	void senderSeesAnEcho() {
		assertThat(TextCodec.encodeEcho(MESSAGE)).isEqualTo("echo: hi");
	}

	@Test
	void noticesHaveTheNickOfTheClient() {
		assertThat(TextCodec.encode(new Event.Joined("alice", 7))).hasValue("alice joined");
		assertThat(TextCodec.encode(new Event.Left("alice", 7))).hasValue("alice left");
	}

	@Test
	void errorHasItsSentence() {
		Refusal refusal = new Refusal(Reason.TEXT_TOO_LONG, "text is 22 bytes, limit 20");

		assertThat(TextCodec.encode(refusal.toEvent())).hasValue("error: text is 22 bytes, limit 20");
	}

	@Test
	void gapIsNotEncoded() {
		assertThat(TextCodec.encode(new Event.Gap(CURSOR, CURSOR))).isEmpty();
	}

}
