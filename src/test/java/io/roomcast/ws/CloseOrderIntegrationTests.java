package io.roomcast.ws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.LargeMessage;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The close frame of the server comes last: everything that was accepted before is
 * answered first.
 */
class CloseOrderIntegrationTests {

	private static final int TRIALS = 20;

	private static final int BACKLOG = 150;

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.room.log-size=64MB");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	static Stream<Arguments> framesAfterTheClose() {
		return Stream.of(arguments(named("a second close", Frame.close(1000))),
				arguments(named("a ping", Frame.ping("still there?"))),
				arguments(named("a pong", Frame.of(true, Frame.PONG, new byte[0]))),
				arguments(named("a text", Frame.text("too late"))));
	}

	@ParameterizedTest
	@MethodSource("framesAfterTheClose")
	void closeIsAnsweredWhateverFollowsIt(Frame afterwards) throws IOException {
		for (int i = 0; i < TRIALS; i++) {
			RawWebSocket carl = this.clients.joinRaw("carl");

			carl.sendTogether(Frame.text("bye"), Frame.close(1000), afterwards);

			assertThat(carl.nextText()).isEqualTo("echo: bye");
			assertClosed(carl, 1000);
			carl.close();
		}
	}

	static Stream<Arguments> brokenFrames() {
		byte[] noUtf8 = { (byte) 0xC3, 0x28 };
		return Stream.of(arguments(named("a reserved opcode", Frame.of(true, 0x3, new byte[0])), 1002),
				arguments(named("no UTF-8", Frame.text(noUtf8)), 1007),
				arguments(named("too large", Frame.text("x".repeat(65_537))), 1009));
	}

	@ParameterizedTest
	@MethodSource("brokenFrames")
	void acceptedTextIsEchoedBeforeTheNextFrameIsRefused(Frame broken, int code) throws IOException {
		for (int i = 0; i < TRIALS; i++) {
			RawWebSocket carl = this.clients.joinRaw("carl");

			carl.sendTogether(Frame.text("before"), broken);

			assertThat(carl.nextText()).isEqualTo("echo: before");
			Frame close = carl.nextClose();
			assertThat(close.closeCode()).isEqualTo(code);
			carl.send(Frame.close(code));
			carl.finish();
			carl.awaitEnd();
		}
	}

	@Test
	void backlogIsDeliveredBeforeTheCloseIsAnswered() throws IOException {
		ChatRecorder alice = this.clients.join();
		RawWebSocket slow = this.clients.joinRaw("slow");
		for (int i = 0; i < BACKLOG; i++) {
			alice.sendAndTakeEcho(LargeMessage.of(i));
		}

		slow.sendTogether(Frame.close(1000), Frame.of(true, Frame.PONG, new byte[0]));
		assertThat(alice.nextText()).isEqualTo("slow left");

		for (int i = 0; i < BACKLOG; i++) {
			assertThat(slow.next().bytes()).isEqualTo(LargeMessage.of(i));
		}
		assertClosed(slow, 1000);
	}

	@RepeatedTest(5)
	void everyPingOfABurstIsAnswered() throws IOException {
		RawWebSocket carl = this.clients.joinRaw("carl");

		carl.sendTogether(
				Stream.iterate(0, (i) -> i + 1).limit(20).map((i) -> Frame.ping("ping " + i)).toArray(Frame[]::new));

		for (int i = 0; i < 20; i++) {
			Frame pong = carl.next();
			assertThat(pong.opcode()).isEqualTo(Frame.PONG);
			assertThat(pong.bytes()).isEqualTo(("ping " + i).getBytes(StandardCharsets.UTF_8));
		}
	}

	private static void assertClosed(RawWebSocket client, int code) throws IOException {
		Frame close = client.nextClose();
		assertThat(close.closeCode()).isEqualTo(code);
		client.awaitEnd();
	}

}
