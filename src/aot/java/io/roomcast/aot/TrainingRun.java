package io.roomcast.aot;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Extracts a jar, starts the service from it once, talks to it, and has the JVM write
 * what it has loaded, linked and profiled meanwhile into a cache (JEP 483, 514 and 515).
 * Java runs this file as it is.
 */
public final class TrainingRun {

	private static final int FIRST_JAVA = 25;

	private static final int PATIENCE_SECONDS = 120;

	private static final int ROUNDS = 20;

	private static final List<String> PATHS = List.of("/ping", "/clients", "/rooms", "/rooms/lobby",
			"/rooms/lobby/clients", "/rooms/lobby/messages", "/", "/roomcast.js", "/actuator/health",
			"/actuator/health/liveness", "/actuator/health/readiness", "/actuator/info", "/actuator/prometheus",
			"/v3/api-docs", "/chat", "/nothing");

	private final HttpClient http = HttpClient.newHttpClient();

	private final Path jar;

	private final Path directory;

	private TrainingRun(Path jar, Path directory) {
		this.jar = jar;
		this.directory = directory;
	}

	/**
	 * Trains.
	 * @param args the jar, and the directory to extract it to, where the cache goes, too
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		if (Runtime.version().feature() < FIRST_JAVA) {
			System.err.println("This is Java " + Runtime.version().feature() + ", but only " + FIRST_JAVA
					+ " and newer ones write such a cache: set JAVA_HOME");
			System.exit(1);
		}
		new TrainingRun(Path.of(args[0]), Path.of(args[1])).train();
	}

	private void train() throws IOException, InterruptedException {
		start(List.of("-Djarmode=tools", "-jar", this.jar.toString(), "extract", "--force", "--destination",
				this.directory.toString()))
			.waitFor();
		Path cache = this.directory.resolve("roomcast.aot");
		Files.deleteIfExists(cache);
		int port = freePort();
		// With the second compiler in the training, that of each start has as much to do
		// as the service itself, at the same time. Later it is as fast either way.
		Process service = start(List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=error", "-XX:TieredStopAtLevel=1",
				"-XX:+UseParallelGC", "-XX:+UseCompactObjectHeaders", "-Dspring.aot.enabled=true", "-jar",
				this.directory.resolve(this.jar.getFileName()).toString(), "--server.address=127.0.0.1",
				"--server.port=" + port));
		try {
			awaitReady(service, port);
			for (int i = 0; i < ROUNDS; i++) {
				talk(port);
			}
		}
		finally {
			service.destroy();
			if (!service.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				service.destroyForcibly();
			}
		}
		if (!Files.exists(cache)) {
			throw new IOException("there is no cache " + cache + ": see what the service has printed");
		}
		System.out.println("Wrote " + cache + ", " + Files.size(cache) / (1024 * 1024) + " MB");
	}

	private static Process start(List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(arguments);
		return new ProcessBuilder(command).inheritIO().start();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private void awaitReady(Process service, int port) throws IOException, InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (System.nanoTime() < end) {
			try {
				get(port, "/ping");
				return;
			}
			catch (ConnectException ex) {
				if (service.waitFor(100, TimeUnit.MILLISECONDS)) {
					throw new IOException("the service ended with " + service.exitValue(), ex);
				}
			}
		}
		throw new IOException("the service did not answer within " + PATIENCE_SECONDS + " s");
	}

	private void talk(int port) throws IOException, InterruptedException {
		WebSocket text = connect(port, "/chat", null);
		WebSocket json = connect(port, "/chat/lobby", "roomcast.v1.json");
		text.sendText("hi", true).join();
		json.sendText("{\"type\":\"say\",\"text\":\"hi\",\"id\":1}", true).join();
		json.sendText("{\"type\":\"who\",\"id\":2}", true).join();
		json.sendText("{\"type\":\"history\",\"id\":3}", true).join();
		for (String path : PATHS) {
			get(port, path);
		}
		text.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
		json.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
	}

	private WebSocket connect(int port, String path, String subprotocol) {
		WebSocket.Builder builder = this.http.newWebSocketBuilder();
		if (subprotocol != null) {
			builder.subprotocols(subprotocol);
		}
		return builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), new Silent()).join();
	}

	private void get(int port, String path) throws IOException, InterruptedException {
		this.http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(PATIENCE_SECONDS))
			.build(), HttpResponse.BodyHandlers.discarding());
	}

	/**
	 * Reads, and does nothing else.
	 */
	private static final class Silent implements WebSocket.Listener {

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
			socket.request(1);
			return CompletableFuture.completedFuture(null);
		}

	}

}
