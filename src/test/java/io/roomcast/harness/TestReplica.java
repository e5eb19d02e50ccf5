package io.roomcast.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * A Redis that copies another one, until it is promoted. For one thread at a time.
 */
public final class TestReplica implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final Path directory = Files.createTempDirectory("roomcast-replica");

	private final RedisProcess process = new RedisProcess(RedisBinary.embedded(), this.directory);

	private final TcpProxy link;

	private TestReplica(TestRedis master) throws IOException {
		this.link = TcpProxy.before(master.port());
	}

	/**
	 * Starts a replica and returns when it has all that its master has.
	 */
	public static TestReplica of(TestRedis master) throws IOException {
		TestReplica replica = new TestReplica(master);
		replica.process.start();
		replica.process.run("REPLICAOF", "127.0.0.1", Integer.toString(replica.link.port()));
		await().atMost(PATIENCE)
			.until(() -> replica.process.run("INFO", "replication").get(0).contains("link_status:up"));
		return replica;
	}

	public int port() {
		return this.process.port();
	}

	/**
	 * Lets nothing of what the master writes arrive from now on, and neither of them know
	 * it.
	 */
	public void lag() {
		this.link.swallow();
	}

	/**
	 * Makes it a master, with what it has.
	 */
	public void promote() {
		this.process.run("REPLICAOF", "NO", "ONE");
	}

	@Override
	public void close() throws IOException {
		this.process.close();
		this.link.close();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
