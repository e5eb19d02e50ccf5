package io.roomcast.chat;

import java.io.IOException;
import java.util.Arrays;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.Frame;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How fast a client may send. The rates are so low that also a slow machine is too fast
 * for them.
 */
class ClientRateIntegrationTests {

	private static final int BURST = 20;

	private static final int FLOOD = 500;

	private static final int OVER_LIMIT = 4100;

	private static final int POLICY_VIOLATION = 1008;

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.limits.messages-per-second=1",
			"roomcast.limits.messages-burst=" + BURST, "roomcast.limits.bytes-per-second=1000B",
			"roomcast.limits.bytes-burst=20000B");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void messageOverTheRateIsRefusedAndNotSaid() throws IOException {
		double before = refused("message_rate");
		ChatRecorder bob = this.clients.joinAs("bob");
		RawJsonClient alice = this.clients.joinRawJson("alice");
		int said = 0;
		JsonEvent answer = say(alice, said);
		while (answer instanceof JsonEvent.Message) {
			assertThat(bob.nextText()).isEqualTo("alice: " + said);
			answer = say(alice, ++said);
		}

		JsonEvent.Refused refused = (JsonEvent.Refused) answer;

		assertThat(said).isGreaterThanOrEqualTo(BURST);
		assertThat(refused.code()).isEqualTo("rate_limited");
		assertThat(refused.message()).isEqualTo("too many messages, limit 1 a second, 20 at once");
		assertThat(refused.id()).isEqualTo(CommandId.of("c" + said));
		assertThat(refused.retryAfterMillis()).isBetween(1L, 1001L);
		assertThat(refused("message_rate")).isEqualTo(before + 1);
		bob.assertNothingLeft();
	}

	@Test
	void plainTextIsToldInASentence() throws IOException {
		RawWebSocket alice = this.clients.joinRaw("alice");
		String heard = "echo: ";
		for (int i = 0; heard.startsWith("echo: ") && i < FLOOD; i++) {
			alice.send(Frame.text("hi"));
			heard = alice.nextText();
		}

		assertThat(heard).isEqualTo("error: too many messages, limit 1 a second, 20 at once");
	}

	@Test
	void clientThatGoesOnIsClosed() throws IOException {
		RawJsonClient alice = this.clients.joinRawJson("alice");
		flood(alice.socket());

		Frame close = nextClose(alice.socket());

		assertThat(close.closeCode()).isEqualTo(OVER_LIMIT);
		assertThat(close.closeReason()).isEqualTo("too many messages, limit 1 a second, 20 at once");
	}

	@Test
	void clientThatIsClosedGetsWhatWasSaidBefore() throws IOException {
		RawJsonClient alice = this.clients.joinRawJson("alice");
		Frame[] frames = new Frame[5 * BURST];
		Arrays.fill(frames, Frame.text(JsonCommand.say("hi").toJson()));
		alice.socket().sendTogether(frames);

		int said = 0;
		Frame frame = alice.socket().next();
		for (; frame.opcode() != Frame.CLOSE; frame = alice.socket().next()) {
			said += frame.text().contains("\"message\":\"too many") ? 0 : 1;
		}

		assertThat(said).isGreaterThanOrEqualTo(BURST);
	}

	@Test
	void plainTextClientThatGoesOnIsClosed() throws IOException {
		RawWebSocket alice = this.clients.joinRaw("alice");
		flood(alice);

		assertThat(nextClose(alice).closeCode()).isEqualTo(POLICY_VIOLATION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "who", "history" })
	void listCountsAsManyMessages(String type) throws IOException {
		RawJsonClient alice = this.clients.joinRawJson("alice");
		int answered = 0;
		JsonEvent answer = ask(alice, type);
		for (; !(answer instanceof JsonEvent.Refused) && answered < BURST; answered++) {
			answer = ask(alice, type);
		}

		assertThat(answer).isInstanceOf(JsonEvent.Refused.class);
		assertThat(((JsonEvent.Refused) answer).code()).isEqualTo("rate_limited");
		assertThat(answered).isBetween(2, BURST / 2);
	}

	@Test
	void bytesOverTheRateAreRefused() throws IOException {
		double before = refused("byte_rate");
		RawWebSocket alice = this.clients.joinRaw("alice");
		String text = "x".repeat(9_000);
		String heard = "echo: ";
		for (int i = 0; heard.startsWith("echo: ") && i < FLOOD; i++) {
			alice.send(Frame.text(text));
			heard = alice.nextText();
		}

		assertThat(heard).isEqualTo("error: too many bytes, limit 1000 a second, 20000 at once");
		assertThat(refused("byte_rate")).isEqualTo(before + 1);
	}

	@Test
	void pingsCountAsMessages() throws IOException {
		RawWebSocket alice = this.clients.joinRaw("alice");
		for (int i = 0; i < FLOOD; i++) {
			alice.send(Frame.ping("x"));
		}

		assertThat(nextClose(alice).closeCode()).isEqualTo(POLICY_VIOLATION);
	}

	@Test
	void newConnectionOfASessionHasNoNewAllowance() throws IOException {
		RawJsonClient alice = RawJsonClient.open(server.ws("/connect"));
		String session = alice.next(JsonEvent.Hello.class).session();
		flood(alice.socket());
		nextClose(alice.socket());
		alice.close();

		try (RawJsonClient back = RawJsonClient.open(server.ws("/connect?session=" + session))) {
			assertThat(back.next(JsonEvent.Hello.class).resumed()).isTrue();
			flood(back.socket());

			assertThat(back.next(JsonEvent.Refused.class).code()).isIn("rate_limited", "missing_field");
			assertThat(nextClose(back.socket()).closeCode()).isEqualTo(OVER_LIMIT);
		}
	}

	private static JsonEvent say(RawJsonClient client, int number) throws IOException {
		client.send(JsonCommand.say(String.valueOf(number)).id("c" + number));
		return client.next();
	}

	private static JsonEvent ask(RawJsonClient client, String type) throws IOException {
		client.send("{\"type\":\"" + type + "\"}");
		return client.next();
	}

	/**
	 * Sends what a JSON client is refused by its form and a plain-text one may say: both
	 * count.
	 */
	private static void flood(RawWebSocket socket) throws IOException {
		Frame[] frames = new Frame[5 * BURST];
		Arrays.fill(frames, Frame.text("{}"));
		socket.sendTogether(frames);
	}

	private static Frame nextClose(RawWebSocket socket) throws IOException {
		Frame frame = socket.next();
		while (frame.opcode() != Frame.CLOSE) {
			frame = socket.next();
		}
		return frame;
	}

	private static double refused(String reason) {
		return server.meter("roomcast.refused?tag=reason:" + reason).orElseThrow();
	}

}
