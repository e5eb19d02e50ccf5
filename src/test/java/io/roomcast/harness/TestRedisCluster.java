package io.roomcast.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * A Redis Cluster of three masters, until closed. For one thread at a time.
 */
public final class TestRedisCluster implements AutoCloseable {

	private static final int MASTERS = 3;

	private static final int SLOTS = 16384;

	/** Sharded channels came with it. */
	private static final int LEAST_VERSION = 7;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

	private final Path directory = Files.createTempDirectory("roomcast-cluster");

	private final List<RedisProcess> masters = new ArrayList<>();

	private TestRedisCluster(Path program) throws IOException {
		for (int i = 0; i < MASTERS; i++) {
			Path data = Files.createDirectory(this.directory.resolve("master-" + i));
			this.masters.add(new RedisProcess(program, data, "--cluster-enabled", "yes", "--cluster-port",
					Integer.toString(RedisProcess.freePort()), "--cluster-node-timeout", "2000"));
		}
	}

	/**
	 * Returns whether this machine has a Redis that can be part of a Cluster with sharded
	 * channels.
	 */
	public static boolean isPossible() {
		return program().isPresent();
	}

	/**
	 * Starts a Cluster and returns when it is complete.
	 */
	public static TestRedisCluster start() throws IOException {
		TestRedisCluster cluster = new TestRedisCluster(program().orElseThrow());
		cluster.masters.forEach(RedisProcess::start);
		cluster.assignSlots();
		cluster.meet();
		await().atMost(PATIENCE).pollInterval(POLL_INTERVAL).until(cluster::isComplete);
		return cluster;
	}

	/**
	 * Returns the addresses as {@code spring.data.redis.cluster.nodes} takes them.
	 */
	public String addresses() {
		return this.masters.stream().map((master) -> "127.0.0.1:" + master.port()).collect(Collectors.joining(","));
	}

	/**
	 * Starts to move a slot to the master after its own: from now on it is new keys that
	 * go there.
	 * @param key one that is in the slot
	 */
	public SlotMove moveSlotOf(String key) {
		int slot = Integer.parseInt(this.masters.get(0).run("CLUSTER", "KEYSLOT", key).get(0));
		int owner = Math.min(slot / share(), MASTERS - 1);
		List<RedisProcess> others = new ArrayList<>(this.masters);
		RedisProcess from = others.remove(owner);
		return new SlotMove(slot, from, others);
	}

	@Override
	public void close() throws IOException {
		this.masters.forEach(RedisProcess::close);
		FileSystemUtils.deleteRecursively(this.directory);
	}

	private void assignSlots() {
		for (int i = 0; i < MASTERS; i++) {
			int end = (i < MASTERS - 1) ? (i + 1) * share() : SLOTS;
			this.masters.get(i)
				.run("CLUSTER", "ADDSLOTSRANGE", Integer.toString(i * share()), Integer.toString(end - 1));
			this.masters.get(i).run("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
		}
	}

	/**
	 * Introduces each to the first, with the port by which they talk to one another.
	 */
	private void meet() {
		RedisProcess first = this.masters.get(0);
		for (RedisProcess other : this.masters.subList(1, MASTERS)) {
			first.run("CLUSTER", "MEET", "127.0.0.1", Integer.toString(other.port()), clusterPort(other));
		}
	}

	private static String clusterPort(RedisProcess master) {
		return master.run("CONFIG", "GET", "cluster-port").get(1);
	}

	private boolean isComplete() {
		return this.masters.stream()
			.allMatch((master) -> master.run("CLUSTER", "INFO").get(0).contains("cluster_state:ok")
					&& master.run("CLUSTER", "SLOTS").stream().filter("127.0.0.1"::equals).count() == MASTERS);
	}

	private static int share() {
		return SLOTS / MASTERS;
	}

	private static Optional<Path> program() {
		return RedisBinary.installed(LEAST_VERSION);
	}

}
