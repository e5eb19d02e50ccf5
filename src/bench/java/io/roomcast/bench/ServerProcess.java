package io.roomcast.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A running server, and what it uses of the machine. It is stopped by {@link #close}, and
 * if this process ends before.
 */
final class ServerProcess implements Closeable {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

	// They would give the servers flags that the results do not name.
	private static final Set<String> FLAG_VARIABLES = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

	private final String name;

	private final int port;

	private final Process process;

	private ServerProcess(String name, int port, Process process) {
		this.name = name;
		this.port = port;
		this.process = process;
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
	}

	/**
	 * Starts a server on a free port and waits until it accepts connections.
	 * @param arguments the arguments of {@code java}: flags, and how the code is found
	 * @param logs the directory for its output
	 */
	static ServerProcess start(String name, List<String> arguments, Path logs)
			throws IOException, InterruptedException {
		int port = freePort();
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(arguments);
		command.add("--server.address=127.0.0.1");
		command.add("--server.port=" + port);
		Path log = logs.resolve(name + ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().keySet().removeAll(FLAG_VARIABLES);
		ServerProcess server = new ServerProcess(name, port, builder.start());
		if (!server.isReadyInTime()) {
			server.close();
			throw new IllegalStateException(name + " did not start, see " + log);
		}
		return server;
	}

	String name() {
		return this.name;
	}

	int port() {
		return this.port;
	}

	/**
	 * Returns the CPU time of all its threads so far, in user and kernel mode.
	 */
	Duration cpu() {
		return this.process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
	}

	/**
	 * Returns its memory; empty where there is no Linux to tell.
	 */
	OptionalLong residentBytes() {
		// Not the file "status" beside it, which is off by some hundred KB a CPU.
		Path rollup = Path.of("/proc", Long.toString(this.process.pid()), "smaps_rollup");
		try (Stream<String> lines = Files.lines(rollup)) {
			return lines.filter((line) -> line.startsWith("Rss:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
				.findFirst();
		}
		catch (IOException ex) {
			return OptionalLong.empty();
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	private boolean isReadyInTime() throws InterruptedException {
		long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
		while (!isReady()) {
			if (!this.process.isAlive() || System.nanoTime() > deadline) {
				return false;
			}
			TimeUnit.MILLISECONDS.sleep(50);
		}
		return true;
	}

	private boolean isReady() {
		try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return probe.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
