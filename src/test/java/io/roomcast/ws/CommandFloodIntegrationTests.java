package io.roomcast.ws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
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
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A JSON client that sends commands as fast as it can, reads its answers or not, and
 * another client that only waits for its echoes.
 */
@Tag("alone")
class CommandFloodIntegrationTests {

	private static final int FRAMES_PER_WRITE = 500;

	private static final int ECHOES = 50;

	private static final Logger logger = LoggerFactory.getLogger(CommandFloodIntegrationTests.class);

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@AutoClose("shutdownNow")
	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicBoolean enough = new AtomicBoolean();

	private long answers;

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"who\"}", "{\"type\":\"history\",\"limit\":1000}",
			"{\"type\":\"say\",\"text\":\"hi\",\"id\":1}", "{\"type\":\"join\",\"room\":\"x\"}",
			"{\"type\":\"sing\"}" })
	void floodOfCommandsThatIsReadDoesNotBlockOtherClients(String command) throws Exception {
		flood(true, command);

		assertThat(this.answers).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"who\"}", "{\"type\":\"history\",\"limit\":1000}",
			"{\"type\":\"say\",\"text\":\"hi\",\"id\":1}", "{\"type\":\"join\",\"room\":\"x\"}",
			"{\"type\":\"sing\"}" })
	void floodOfCommandsThatIsNotReadDoesNotBlockOtherClients(String command) throws Exception {
		flood(false, command);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void floodOfJoinsAndLeavesDoesNotBlockOtherClients(boolean reading) throws Exception {
		flood(reading, "{\"type\":\"join\",\"room\":\"den\"}", "{\"type\":\"leave\",\"room\":\"den\"}");
	}

	private void flood(boolean reading, String... commands) throws Exception {
		ChatRecorder alice = this.clients.join(this.clients.room() + "-quiet");
		RawJsonClient client = this.clients.joinRawJson("flooder");
		IntStream.range(0, 200)
			.forEach((i) -> send(client, "{\"type\":\"say\",\"text\":\"" + "x".repeat(1_000) + "\"}"));
		RawWebSocket socket = client.socket();
		Frame[] frames = IntStream.range(0, FRAMES_PER_WRITE)
			.boxed()
			.flatMap((i) -> Stream.of(commands))
			.map(Frame::text)
			.toArray(Frame[]::new);

		Future<?> reader = this.threads.submit(() -> read(reading, socket));
		Future<?> flooding = this.threads.submit(() -> flood(socket, frames));
		long longest = 0;
		for (int i = 0; i < ECHOES; i++) {
			long start = System.nanoTime();
			alice.sendAndTakeEcho("hi " + i);
			longest = Math.max(longest, System.nanoTime() - start);
			alice.processEvents(Duration.ofMillis(20));
		}

		this.enough.set(true);
		socket.close();
		flooding.get(10, TimeUnit.SECONDS);
		reader.get(10, TimeUnit.SECONDS);
		logger.info("{}, read {}: {} answers, longest echo {} us", commands[0], reading, this.answers, longest / 1_000);
	}

	private static void send(RawJsonClient client, String command) {
		try {
			client.send(command);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(boolean reading, RawWebSocket socket) {
		try {
			while (reading && !this.enough.get()) {
				socket.next();
				this.answers++;
			}
		}
		catch (IOException ex) {
			failUnlessEnough(ex);
		}
	}

	private void flood(RawWebSocket socket, Frame[] frames) {
		try {
			while (!this.enough.get()) {
				socket.sendTogether(frames);
			}
		}
		catch (IOException ex) {
			failUnlessEnough(ex);
		}
	}

	private void failUnlessEnough(IOException ex) {
		if (!this.enough.get()) {
			throw new UncheckedIOException(ex);
		}
	}

}
