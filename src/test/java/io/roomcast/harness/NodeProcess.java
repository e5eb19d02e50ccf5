package io.roomcast.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A script that runs in Node until it ends or is closed. Any thread may call.
 */
final class NodeProcess implements AutoCloseable {

	private static final String NODE = "node";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** What Node may need to have a global WebSocket: nothing from 22 on. */
	private static final List<List<String>> COMMANDS = List.of(List.of(NODE),
			List.of(NODE, "--experimental-websocket"));

	private final Process process;

	private final Path output;

	private NodeProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	/**
	 * Returns the command that runs Node with a global WebSocket; empty if this machine
	 * has none.
	 */
	static List<String> command() {
		return COMMANDS.stream().filter(NodeProcess::hasWebSocket).findFirst().orElse(List.of());
	}

	/**
	 * Starts a script.
	 * @param directory takes the script and all that it prints
	 */
	static NodeProcess start(List<String> command, Path directory, String script, String... arguments)
			throws IOException {
		Path output = directory.resolve("output");
		List<String> whole = new ArrayList<>(command);
		whole.add(Files.writeString(directory.resolve("script.mjs"), script).toString());
		whole.addAll(List.of(arguments));
		return new NodeProcess(
				new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
	}

	/**
	 * Returns the whole lines that were printed by now, without the warnings of Node.
	 */
	List<String> lines() {
		try {
			String printed = Files.readString(this.output);
			return printed.substring(0, printed.lastIndexOf('\n') + 1)
				.lines()
				.filter((line) -> line.startsWith("{"))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns whether the process has ended.
	 */
	boolean hasEnded() {
		return !this.process.isAlive();
	}

	/**
	 * Waits for the process to end by itself and returns its exit code.
	 */
	int awaitExit() throws InterruptedException {
		assertThat(this.process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).as("ended within " + PATIENCE)
			.isTrue();
		return this.process.exitValue();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	private static boolean hasWebSocket(List<String> command) {
		List<String> question = new ArrayList<>(command);
		question.addAll(List.of("--eval", "console.log(typeof WebSocket)"));
		try {
			Process process = new ProcessBuilder(question).redirectError(ProcessBuilder.Redirect.DISCARD).start();
			String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return answer.strip().equals("function");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
