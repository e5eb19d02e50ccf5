package io.roomcast.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.roomcast.RoomcastApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service on a free port, in a process of its own on this test's class path, until
 * closed. Any thread may call.
 */
public final class ChatProcess implements RunningChat {

	private static final Pattern STARTED = Pattern.compile("listens on \\S+?:(\\d+) after");

	private static final Duration START_PATIENCE = Duration.ofSeconds(60);

	private final Process process;

	private final Path log;

	private final int port;

	private ChatProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
		this.port = awaitPort();
	}

	/**
	 * Starts the service and returns when it listens.
	 * @param log takes all that it prints
	 * @param properties as {@code key=value}
	 */
	public static ChatProcess start(Path log, String... properties) throws IOException {
		return start(log, List.of(), properties);
	}

	/**
	 * Starts the service in a JVM with further options.
	 */
	public static ChatProcess start(Path log, List<String> options, String... properties) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path")));
		command.addAll(options);
		command.addAll(List.of(RoomcastApplication.class.getName(), "--server.port=0"));
		ChatServer.withoutDrain(properties).map((property) -> "--" + property).forEach(command::add);
		return new ChatProcess(
				new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public boolean isRunning() {
		return this.process.isAlive();
	}

	public long pid() {
		return this.process.pid();
	}

	/**
	 * Returns how many sockets the process has open; 0 where the system does not tell.
	 */
	public long openSockets() {
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
			return descriptors.filter(ChatProcess::isSocket).count();
		}
		catch (IOException ex) {
			return 0;
		}
	}

	private static boolean isSocket(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
		}
		catch (IOException ex) {
			// It was closed meanwhile.
			return false;
		}
	}

	/**
	 * Asks the process to end, as {@code kill} does.
	 */
	public void terminate() {
		this.process.destroy();
	}

	/**
	 * Ends the process at once, as {@code kill -9} does.
	 */
	public void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	/**
	 * Lets the process stand still. Its connections stay open.
	 */
	public void pause() {
		Signal.STOP.sendTo(this.process);
	}

	public void resume() {
		Signal.CONT.sendTo(this.process);
	}

	/**
	 * Waits for the process to end by itself and returns its exit code.
	 */
	public int awaitExit(Duration patience) throws InterruptedException {
		assertThat(this.process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
			.as("ended within " + patience + "; its log: " + printed())
			.isTrue();
		return this.process.exitValue();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	private int awaitPort() {
		try {
			await().atMost(START_PATIENCE).until(() -> !isRunning() || STARTED.matcher(printed()).find());
			Matcher started = STARTED.matcher(printed());
			assertThat(started.find()).as("listens; its log: " + printed()).isTrue();
			return Integer.parseInt(started.group(1));
		}
		catch (RuntimeException | AssertionError ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Returns all that the service has printed by now.
	 */
	public String printed() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
