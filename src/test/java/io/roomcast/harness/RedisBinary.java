package io.roomcast.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import redis.embedded.core.ExecutableProvider;

/**
 * The programs that can be a Redis for a test. Any thread may call.
 */
final class RedisBinary {

	private static final Pattern MAJOR_VERSION = Pattern.compile("v=(\\d+)\\.");

	private RedisBinary() {
	}

	/**
	 * Returns the one that comes with the dependencies, a 6.2.
	 */
	static Path embedded() {
		return Embedded.PATH;
	}

	/**
	 * Returns one that is installed on this machine.
	 * @param major the least version that will do
	 */
	static Optional<Path> installed(int major) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, "redis-server"))
			.filter(Files::isExecutable)
			.filter((program) -> majorVersion(program) >= major)
			.findFirst();
	}

	private static int majorVersion(Path program) {
		try {
			Process process = new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
			String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			Matcher version = MAJOR_VERSION.matcher(answer);
			return version.find() ? Integer.parseInt(version.group(1)) : 0;
		}
		catch (IOException ex) {
			return 0;
		}
	}

	/**
	 * Unpacks the program once.
	 */
	private static final class Embedded {

		private static final Path PATH = unpack();

		private static Path unpack() {
			try {
				return ExecutableProvider.newJarResourceProvider().get().toPath();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
