package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;

/**
 * The masters of a Redis Cluster. Lettuce finds them; connections to each of them are our
 * own, as Lettuce's do not follow a sharded channel whose slot moves.
 */
final class ClusterServers implements RedisServers {

	private static final long MAX_CLOSE_SECONDS = 1;

	private final RedisClusterClient cluster;

	private final RedisClient client;

	/**
	 * Makes a finder of the masters of the cluster that a client knows.
	 */
	ClusterServers(RedisClusterClient cluster) {
		this.cluster = cluster;
		this.client = RedisClient.create(cluster.getResources());
		this.client.setOptions(cluster.getOptions());
	}

	@Override
	public boolean isCluster() {
		return true;
	}

	@Override
	public CompletionStage<List<RedisServer>> find() {
		return this.cluster.refreshPartitionsAsync().thenApply((refreshed) -> masters());
	}

	@Override
	public void close() {
		this.client.shutdown(0, MAX_CLOSE_SECONDS, TimeUnit.SECONDS);
	}

	private List<RedisServer> masters() {
		List<RedisServer> masters = new ArrayList<>();
		for (RedisClusterNode node : this.cluster.getPartitions()) {
			if (node.is(RedisClusterNode.NodeFlag.UPSTREAM) && !node.is(RedisClusterNode.NodeFlag.FAIL)) {
				masters.add(server(node));
			}
		}
		return masters;
	}

	private RedisServer server(RedisClusterNode node) {
		BitSet slots = new BitSet();
		node.forEachSlot(slots::set);
		RedisURI uri = node.getUri();
		return new RedisServer(node.getNodeId(), uri.getHost() + ":" + uri.getPort(), slots,
				() -> this.client.connectAsync(CODEC, uri), () -> this.client.connectPubSubAsync(CODEC, uri));
	}

}
