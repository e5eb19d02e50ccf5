package io.roomcast.engine.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;

/**
 * Finds the servers that take commands: one, or the masters of a Redis Cluster.
 */
interface RedisServers {

	RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

	/**
	 * Returns whether there may be several servers, and rooms may move between them.
	 */
	boolean isCluster();

	/**
	 * Returns the servers as they are now.
	 */
	CompletionStage<List<RedisServer>> find();

	/**
	 * Lets go of what it has taken for itself.
	 */
	void close();

}
