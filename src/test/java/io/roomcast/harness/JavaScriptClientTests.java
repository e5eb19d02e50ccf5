package io.roomcast.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.roomcast.RoomcastApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Runs the tests of {@code roomcast.js}, which are written for Node's own runner. Some of
 * them start the service, so they get its command, and a Redis. Skipped on machines
 * without a Node that has a WebSocket.
 */
class JavaScriptClientTests {

	private static final Path TESTS = Path.of("src/test/js");

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private static final List<String> NODE = NodeProcess.command();

	@AutoClose
	private static final TestRedis redis = TestRedis.start();

	@TempDir
	private Path directory;

	@Test
	void clientPassesItsTests() throws Exception {
		assumeThat(NODE).as("node with a WebSocket").isNotEmpty();
		Path output = this.directory.resolve("output");
		Process process = start(output);

		try {
			assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended within " + PATIENCE).isTrue();
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}

		assertThat(process.exitValue()).as(Files.readString(output)).isZero();
	}

	private static Process start(Path output) throws IOException {
		List<String> command = new ArrayList<>(NODE);
		// Most of what the files take is waiting.
		command.addAll(List.of("--test", "--test-concurrency=3", "--test-reporter=spec"));
		try (Stream<Path> files = Files.list(TESTS)) {
			files.map(Path::toString).filter((name) -> name.endsWith(".test.mjs")).sorted().forEach(command::add);
		}
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		builder.environment().put("ROOMCAST_COMMAND", serviceCommand());
		builder.environment().put("ROOMCAST_REDIS_PORT", Integer.toString(redis.port()));
		return builder.start();
	}

	/**
	 * Returns the command that starts the service as it was compiled, as a JSON array.
	 */
	private static String serviceCommand() {
		String java = ProcessHandle.current().info().command().orElseThrow();
		return Stream
			.of(java, "-Xmx256m", "-cp", System.getProperty("java.class.path"), RoomcastApplication.class.getName())
			.map((word) -> '"' + word.replace("\\", "\\\\") + '"')
			.collect(Collectors.joining(",", "[", "]"));
	}

}
