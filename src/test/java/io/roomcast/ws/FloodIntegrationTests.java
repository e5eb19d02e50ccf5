package io.roomcast.ws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A client that sends as fast as it can, and another that only waits for its echoes.
 */
class FloodIntegrationTests {

	private static final int FRAMES_PER_WRITE = 2_000;

	private static final int ECHOES = 50;

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@AutoClose("shutdownNow")
	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final AtomicBoolean enough = new AtomicBoolean();

	static Stream<Arguments> floods() {
		Frame begun = Frame.of(false, Frame.TEXT, new byte[0]);
		return Stream.of(arguments(named("pongs", Frame.of(true, Frame.PONG, new byte[0])), null),
				arguments(named("pings", Frame.ping("")), null),
				arguments(named("empty continuations", Frame.of(false, Frame.CONTINUATION, new byte[0])), begun));
	}

	@ParameterizedTest
	@MethodSource("floods")
	void floodOfFramesDoesNotBlockOtherClients(Frame frame, Frame first) throws Exception {
		ChatRecorder alice = this.clients.join(this.clients.room() + "-quiet");
		RawWebSocket flooder = this.clients.joinRaw("flooder");
		if (first != null) {
			flooder.send(first);
		}

		Future<?> flooding = this.thread.submit(() -> flood(flooder, frame));
		for (int i = 0; i < ECHOES; i++) {
			alice.sendAndTakeEcho("hi " + i);
		}

		this.enough.set(true);
		flooder.close();
		flooding.get(10, TimeUnit.SECONDS);
	}

	private void flood(RawWebSocket flooder, Frame frame) {
		Frame[] frames = IntStream.range(0, FRAMES_PER_WRITE).mapToObj((i) -> frame).toArray(Frame[]::new);
		try {
			while (!this.enough.get()) {
				flooder.sendTogether(frames);
			}
		}
		catch (IOException ex) {
			if (!this.enough.get()) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}
