package io.roomcast.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Redis with a port and a directory of its own, that can be killed and started again.
 * Whatever it has answered is in the directory. For one thread at a time.
 */
final class RedisProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

	private final Path program;

	private final Path directory;

	private final int port = freePort();

	private final List<String> settings;

	private @Nullable Process process;

	/**
	 * Prepares a Redis and does not start it.
	 * @param settings further arguments of the program
	 */
	RedisProcess(Path program, Path directory, String... settings) {
		this.program = program;
		this.directory = directory;
		this.settings = List.of(settings);
	}

	int port() {
		return this.port;
	}

	Path directory() {
		return this.directory;
	}

	/**
	 * Starts it and returns when it answers.
	 */
	void start() {
		List<String> command = new ArrayList<>(List.of(this.program.toString(), "--port", Integer.toString(this.port),
				"--bind", "127.0.0.1", "--dir", this.directory.toString(), "--logfile", "redis.log", "--save", "",
				"--appendonly", "yes", "--appendfsync", "no", "--repl-diskless-sync-delay", "0"));
		command.addAll(this.settings);
		try {
			Process started = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(this.directory.resolve("output").toFile())
				.start();
			// Whatever becomes of the test that should close it.
			Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
			this.process = started;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		await().atMost(PATIENCE).pollInterval(POLL_INTERVAL).until(this::answers);
	}

	boolean isRunning() {
		return running().isAlive();
	}

	/**
	 * Ends it at once, as {@code kill -9} does.
	 */
	void kill() {
		running().destroyForcibly();
		await().atMost(PATIENCE).pollInterval(POLL_INTERVAL).until(() -> !running().isAlive());
	}

	void signal(Signal signal) {
		signal.sendTo(running());
	}

	/**
	 * Runs a command that must go well.
	 */
	List<String> run(String... command) {
		try {
			return RedisCommand.run(this.port, command);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(String.join(" ", command), ex);
		}
	}

	@Override
	public void close() {
		if (this.process != null) {
			kill();
		}
	}

	/**
	 * Returns a port that nobody listens on now.
	 */
	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean answers() {
		assertThat(running().isAlive()).as("Redis runs; see " + this.directory).isTrue();
		try {
			return RedisCommand.run(this.port, "PING").equals(List.of("PONG"));
		}
		catch (IOException ex) {
			return false;
		}
	}

	private Process running() {
		Process started = this.process;
		if (started == null) {
			throw new IllegalStateException("never started");
		}
		return started;
	}

}
