package io.roomcast.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.util.FileSystemUtils;

/**
 * A Redis on a free port in a process of its own, until closed. It keeps its port
 * whatever becomes of it. For one thread at a time.
 */
public final class TestRedis implements AutoCloseable {

	private final Path directory;

	private final RedisProcess process;

	private TestRedis(Path directory) throws IOException {
		this.directory = directory;
		this.process = new RedisProcess(RedisBinary.embedded(), Files.createDirectory(directory.resolve("data")));
	}

	/**
	 * Starts a Redis without data and returns when it answers.
	 */
	public static TestRedis start() {
		try {
			TestRedis redis = new TestRedis(Files.createTempDirectory("roomcast-redis"));
			redis.process.start();
			return redis;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public int port() {
		return this.process.port();
	}

	/**
	 * Ends the process at once. All that was answered is kept.
	 */
	public void kill() {
		this.process.kill();
	}

	/**
	 * Starts it again with the data that it had.
	 */
	public void startAgain() {
		this.process.start();
	}

	/**
	 * Starts it again with nothing.
	 */
	public void startEmpty() throws IOException {
		clear();
		this.process.start();
	}

	/**
	 * Starts it again with the data that it had once.
	 */
	public void startFrom(Backup backup) throws IOException {
		clear();
		FileSystemUtils.copyRecursively(backup.directory, this.process.directory());
		this.process.start();
	}

	/**
	 * Starts it again if it was killed.
	 */
	public void restore() {
		if (!this.process.isRunning()) {
			this.process.start();
		}
	}

	/**
	 * Keeps a copy of all data.
	 */
	public Backup backUp() throws IOException {
		Path copy = Files.createTempDirectory(this.directory, "backup");
		pause();
		FileSystemUtils.copyRecursively(this.process.directory(), copy);
		resume();
		return new Backup(copy);
	}

	/**
	 * Lets the process stand still. Its connections stay open.
	 */
	public void pause() {
		this.process.signal(Signal.STOP);
	}

	public void resume() {
		this.process.signal(Signal.CONT);
	}

	@Override
	public void close() throws IOException {
		this.process.close();
		FileSystemUtils.deleteRecursively(this.directory);
	}

	private void clear() throws IOException {
		FileSystemUtils.deleteRecursively(this.process.directory());
		Files.createDirectory(this.process.directory());
	}

	/**
	 * The data of a Redis as it was once. Immutable.
	 */
	public static final class Backup {

		private final Path directory;

		private Backup(Path directory) {
			this.directory = directory;
		}

	}

}
