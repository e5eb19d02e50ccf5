package io.roomcast.engine.redis;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.SlotHash;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The one server of a service without a Redis Cluster: what Sentinel says if it is asked,
 * anew for each connection.
 */
final class SingleServer implements RedisServers {

	/**
	 * Lettuce connects to its client's own address only while a thread waits for it.
	 */
	private final ExecutorService waiting = Executors
		.newCachedThreadPool(new CustomizableThreadFactory("roomcast-redis-connect-"));

	private final List<RedisServer> only;

	/**
	 * Makes a finder of the server that a client knows.
	 */
	SingleServer(RedisClient client) {
		BitSet slots = new BitSet();
		slots.set(0, SlotHash.SLOT_COUNT);
		this.only = List.of(new RedisServer("redis", "", slots,
				() -> CompletableFuture.supplyAsync(() -> client.connect(CODEC), this.waiting),
				() -> CompletableFuture.supplyAsync(() -> client.connectPubSub(CODEC), this.waiting)));
	}

	@Override
	public boolean isCluster() {
		return false;
	}

	@Override
	public CompletionStage<List<RedisServer>> find() {
		return CompletableFuture.completedStage(this.only);
	}

	@Override
	public void close() {
		this.waiting.shutdownNow();
	}

}
