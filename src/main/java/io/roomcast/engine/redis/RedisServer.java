package io.roomcast.engine.redis;

import java.util.BitSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * A server that takes commands.
 *
 * @param id stays the same for as long as it is the same server
 * @param address its host and port; empty if it does not matter
 * @param slots the slots of a Redis Cluster that it has; all of them without a cluster
 */
record RedisServer(String id, String address, BitSet slots,
		Supplier<CompletionStage<StatefulRedisConnection<String, byte[]>>> commands,
		Supplier<CompletionStage<StatefulRedisPubSubConnection<String, byte[]>>> subscriptions) {

}
