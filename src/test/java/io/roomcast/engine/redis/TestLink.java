package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.roomcast.engine.EngineTraffic;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A link that is quick to judge its connections, and what it has told. Any thread may
 * call.
 */
final class TestLink implements AutoCloseable {

	static final String NODE_CHANNEL = "test:node:a";

	private static final LinkTiming QUICK = new LinkTiming(Duration.ofMillis(50), Duration.ofMillis(400),
			Duration.ofMillis(600), Duration.ofMillis(20), Duration.ofMillis(500));

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final AbstractRedisClient client;

	private final LettuceLink link;

	private final EngineTraffic traffic = new EngineTraffic();

	private final AtomicInteger connected = new AtomicInteger();

	private final AtomicInteger subscribed = new AtomicInteger();

	private final Map<String, List<String>> messages = new ConcurrentHashMap<>();

	private TestLink(AbstractRedisClient client, RedisServers servers) {
		this.client = client;
		this.link = new LettuceLink(servers, QUICK, this.traffic);
		this.link.start(NODE_CHANNEL, new Recording());
	}

	/**
	 * Begins to connect to a Redis.
	 */
	static TestLink to(int port) {
		RedisClient client = RedisClient.create(uri("127.0.0.1:" + port));
		ClientOptions.Builder options = ClientOptions.builder();
		RedisLinkConfiguration.customize(options);
		client.setOptions(options.build());
		return new TestLink(client, new SingleServer(client));
	}

	/**
	 * Begins to connect to a Redis Cluster.
	 */
	static TestLink toCluster(String addresses) {
		RedisClusterClient client = RedisClusterClient
			.create(Stream.of(addresses.split(",")).map(TestLink::uri).toList());
		ClusterClientOptions.Builder options = ClusterClientOptions.builder();
		RedisLinkConfiguration.customize(options);
		client.setOptions(options.build());
		return new TestLink(client, new ClusterServers(client));
	}

	private static RedisURI uri(String address) {
		RedisURI uri = RedisURI.create("redis://" + address);
		uri.setTimeout(Duration.ofSeconds(2));
		return uri;
	}

	RedisLink link() {
		return this.link;
	}

	EngineTraffic traffic() {
		return this.traffic;
	}

	/**
	 * Returns how often commands could be sent (again).
	 */
	int connected() {
		return this.connected.get();
	}

	/**
	 * Returns how often subscriptions were made again.
	 */
	int subscribed() {
		return this.subscribed.get();
	}

	/**
	 * Returns what arrived on a channel so far.
	 */
	List<String> messages(String channel) {
		return this.messages.getOrDefault(channel, List.of());
	}

	/**
	 * Returns the channels other than a node's own that begin like it, and on which
	 * something arrived.
	 */
	List<String> probes() {
		return this.messages.keySet().stream().filter((channel) -> channel.startsWith(NODE_CHANNEL + ":")).toList();
	}

	/**
	 * Returns when the link is up.
	 */
	TestLink whenUp() {
		await().until(this.link::isUp);
		return this;
	}

	static ConditionFactory await() {
		return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5));
	}

	static <T> T get(CompletionStage<T> stage) {
		try {
			return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void close() {
		this.link.close();
		this.client.shutdown(0, 2, TimeUnit.SECONDS);
	}

	private final class Recording implements RedisLink.Listener {

		@Override
		public void onConnected() {
			TestLink.this.connected.incrementAndGet();
		}

		@Override
		public void onSubscribed() {
			TestLink.this.subscribed.incrementAndGet();
		}

		@Override
		public void onMessage(String channel, byte[] message) {
			TestLink.this.messages.computeIfAbsent(channel, (first) -> new CopyOnWriteArrayList<>())
				.add(TestBatches.text(message));
		}

	}

}
