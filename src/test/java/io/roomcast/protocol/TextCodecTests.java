package io.roomcast.protocol;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.roomcast.protocol.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextCodecTests {

	private static final Cursor CURSOR = new Cursor(1, 2, 3);

	private static final Event.Message MESSAGE = message(new Body.Text("hi"));

	@Test
	void everyFrameIsTakenAsText() {
		assertThat(TextCodec.decode("{\"type\":")).isEqualTo(new Command.Say(null, new Body.Text("{\"type\":"), null));
	}

	@Test
	void welcomeHasTheNick() {
		assertThat(TextCodec.encode(new Event.Welcome("lobby", "alice", CURSOR, true, 2, null)))
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
	void dataIsItsCompactJson() {
		Event.Message message = message(new Body.Data("{\"a\":1}"));

		assertThat(TextCodec.encode(message)).hasValue("alice: {\"a\":1}");
		assertThat(TextCodec.encodeEcho(message)).isEqualTo("echo: {\"a\":1}");
	}

	@Test
	void bytesAreNoText() {
		assertThat(TextCodec.encode(message(new Body.Bytes(new byte[] { 1 })))).isEmpty();
	}

	@Test
	void noticesHaveTheNickOfTheClient() {
		assertThat(TextCodec.encode(new Event.Joined("lobby", "alice", 7, Instant.EPOCH))).hasValue("alice joined");
		assertThat(TextCodec.encode(new Event.Left("lobby", "alice", 7, Instant.EPOCH, null))).hasValue("alice left");
	}

	@Test
	void errorHasItsSentence() {
		Refusal refusal = new Refusal(Reason.MESSAGE_TOO_LARGE, "text is 22 bytes, limit 20");

		assertThat(TextCodec.encode(refusal.toEvent())).hasValue("error: text is 22 bytes, limit 20");
	}

	@ParameterizedTest
	@MethodSource
	void whatIsForProgramsHasNoWords(Event event) {
		assertThat(TextCodec.encode(event)).isEmpty();
	}

	static Stream<Event> whatIsForProgramsHasNoWords() {
		return Stream.of(new Event.Hello(7, "alice", "secret", false, 25, 10, Instant.EPOCH),
				new Event.Count("lobby", 2), new Event.Clients("lobby", List.of(), 0, null),
				new Event.History("lobby", List.of(MESSAGE), true, false, null), new Event.Gap("lobby", CURSOR, CURSOR),
				new Event.Ping(), new Event.Reconnect(1500));
	}

	private static Event.Message message(Body body) {
		return new Event.Message("lobby", CURSOR, "alice", 7, body, Instant.EPOCH, new CommandId("c1", false), false);
	}

}
