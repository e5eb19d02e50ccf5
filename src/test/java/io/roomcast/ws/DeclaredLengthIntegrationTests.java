package io.roomcast.ws;

import java.io.IOException;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames that declare a huge payload and send little of it or none: no memory is reserved
 * for it, and the connection ends without waiting for it.
 */
class DeclaredLengthIntegrationTests {

	private static final long GIBIBYTE = 1L << 30;

	/** More than Jetty takes for a length. */
	private static final long TEBIBYTE = 1L << 40;

	private static final int LIMIT = 64 * 1024;

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private int connections;

	private ChatRecorder alice;

	private ChatRecorder bob;

	@BeforeEach
	void join() {
		this.alice = this.clients.joinAs("alice");
		this.bob = this.clients.joinAs("bob");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF })
	void reservedOpcodeClosesTheConnectionAtOnce(int opcode) throws IOException {
		assertThat(closeCode(opcode, GIBIBYTE, 0)).isEqualTo(1002);
		assertThat(closeCode(opcode, Integer.MAX_VALUE, 0)).isEqualTo(1002);
		assertThat(closeCode(opcode, TEBIBYTE, 0)).isEqualTo(1002);
		assertThatOthersGoOn();
	}

	@ParameterizedTest
	@ValueSource(ints = { Frame.TEXT, Frame.BINARY })
	void messageClosesTheConnectionOnceItExceedsTheLimit(int opcode) throws IOException {
		assertThat(closeCode(opcode, GIBIBYTE, LIMIT + 1)).isEqualTo(1009);
		assertThat(closeCode(opcode, TEBIBYTE, 0)).isEqualTo(1009);
		assertThatOthersGoOn();
	}

	@ParameterizedTest
	@ValueSource(ints = { Frame.CONTINUATION, Frame.CLOSE, Frame.PING, Frame.PONG })
	void invalidFrameClosesTheConnectionAtItsFirstByte(int opcode) throws IOException {
		assertThat(closeCode(opcode, GIBIBYTE, 1)).isEqualTo(1002);
		assertThat(closeCode(opcode, TEBIBYTE, 0)).isEqualTo(1009);
		assertThatOthersGoOn();
	}

	private int closeCode(int opcode, long declared, int sent) throws IOException {
		try (RawWebSocket client = RawWebSocket.open(server.ws(this.clients.room() + "-" + ++this.connections))) {
			assertThat(client.nextText()).startsWith("welcome ");
			client.sendBeginning(opcode, declared, sent);
			Frame close = client.nextClose();
			return close.closeCode();
		}
	}

	private void assertThatOthersGoOn() {
		this.alice.sendAndTakeEcho("still here");
		assertThat(this.bob.nextText()).isEqualTo("alice: still here");
	}

}
