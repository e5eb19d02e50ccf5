package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * This node's connections to Redis: one for commands, and one (in a Redis Cluster of 7.0
 * or newer, one for each shard) for what is published. They are made again whenever they
 * are lost. Any thread may call; nothing blocks. What cannot be sent now fails at once,
 * on the calling thread.
 */
interface RedisLink extends AutoCloseable {

	/**
	 * Begins to connect.
	 * @param nodeChannel this node's own channel, which is always subscribed to
	 */
	void start(String nodeChannel, Listener listener);

	/**
	 * Returns whether commands can be sent now.
	 */
	boolean isConnected();

	/**
	 * Returns whether commands are answered, and what is published arrives.
	 */
	boolean isUp();

	/**
	 * Returns whether rooms' channels are sharded ones: in a Redis Cluster of 7.0 or
	 * newer.
	 */
	default boolean isSharded() {
		return false;
	}

	/**
	 * Returns what an operator wants to know of the connections.
	 */
	String description();

	/**
	 * Runs a script. Scripts of one room are run in the order of the calls.
	 */
	<T> CompletionStage<T> run(ScriptCall<T> call);

	/**
	 * Publishes on a channel that is not a room's.
	 * @return how many connections to the same Redis node heard it
	 */
	CompletionStage<Long> publish(String channel, byte[] message);

	/**
	 * Subscribes to a room's channel, again whenever the connection is made again.
	 * @return completes when Redis has confirmed it the first time
	 */
	CompletionStage<Void> subscribe(String channel);

	void unsubscribe(String channel);

	/**
	 * Adds to a counter.
	 * @return its value then
	 */
	CompletionStage<Long> increment(String key, long by);

	CompletionStage<Void> set(String key, String value, Duration ttl, boolean ifMissing);

	/**
	 * Returns a value, if there is one.
	 */
	CompletionStage<Optional<String>> get(String key);

	CompletionStage<Void> expire(String key, Duration ttl);

	@Override
	void close();

	/**
	 * Hears what happens to the connections, and what arrives on them. Called on their
	 * threads, which must not be blocked.
	 */
	interface Listener {

		/**
		 * Called when commands can be sent (again). Redis may have lost data meanwhile.
		 */
		void onConnected();

		/**
		 * Called when all subscriptions are confirmed that were made again. What was
		 * published meanwhile did not arrive.
		 */
		void onSubscribed();

		/**
		 * Called with what was published on a channel: for one channel by one thread at a
		 * time, in its order.
		 */
		void onMessage(String channel, byte[] message);

	}

}
