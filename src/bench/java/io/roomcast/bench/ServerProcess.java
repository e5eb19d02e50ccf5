package io.roomcast.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running server. It is stopped by {@link #close}, and if this process ends before.
 */
public final class ServerProcess implements Closeable {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

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
	 * @param logs the directory for its output
	 */
	public static ServerProcess start(Contestant contestant, List<String> jvm, Path logs)
			throws IOException, InterruptedException {
		int port = freePort();
		Path log = logs.resolve(contestant.name() + ".log");
		Process process = new ProcessBuilder(contestant.command(jvm, port)).redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		ServerProcess server = new ServerProcess(contestant.name(), port, process);
		if (!server.isReadyInTime()) {
			server.close();
			throw new IllegalStateException(contestant.name() + " did not start, see " + log);
		}
		return server;
	}

	public String name() {
		return this.name;
	}

	public int port() {
		return this.port;
	}

	public ProcessUse use() {
		return new ProcessUse(this.process.toHandle());
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
