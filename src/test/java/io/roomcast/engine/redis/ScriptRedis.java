package io.roomcast.engine.redis;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.roomcast.harness.TestRedis;

/**
 * A Redis of its own, and connections to run scripts and other commands. For one thread
 * at a time.
 */
final class ScriptRedis implements AutoCloseable {

	private final TestRedis redis;

	private final RedisClient client;

	private final StatefulRedisConnection<byte[], byte[]> connection;

	private final StatefulRedisConnection<String, String> texts;

	private ScriptRedis(TestRedis redis) {
		this.redis = redis;
		this.client = RedisClient.create(RedisURI.create("127.0.0.1", redis.port()));
		this.connection = this.client.connect(ByteArrayCodec.INSTANCE);
		this.texts = this.client.connect();
	}

	static ScriptRedis start() throws IOException {
		return new ScriptRedis(TestRedis.start());
	}

	int port() {
		return this.redis.port();
	}

	/**
	 * Runs a script and returns its answer.
	 */
	<T> T run(ScriptCall<T> call) {
		return run(this.connection, call);
	}

	/**
	 * Runs a script on a connection and returns its answer.
	 */
	static <T> T run(StatefulRedisConnection<byte[], byte[]> connection, ScriptCall<T> call) {
		Object answer = connection.sync()
			.eval(call.script().text(), call.script().output(),
					call.keys().stream().map(TestBatches::bytes).toArray(byte[][]::new),
					call.arguments().toArray(new byte[0][]));
		return call.decoder().apply(answer);
	}

	/**
	 * Returns a new connection; closed with this.
	 */
	StatefulRedisConnection<byte[], byte[]> connect() {
		return this.client.connect(ByteArrayCodec.INSTANCE);
	}

	/**
	 * Returns any other commands.
	 */
	RedisCommands<String, String> commands() {
		return this.texts.sync();
	}

	/**
	 * Subscribes to a room and returns what will have been published in it.
	 */
	BlockingQueue<Batch> batches(RoomKeys room) {
		BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
		StatefulRedisPubSubConnection<String, byte[]> subscription = this.client
			.connectPubSub(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
		subscription.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(String channel, byte[] message) {
				batches.add(Batch.parse(message));
			}

		});
		subscription.sync().subscribe(room.batches());
		return batches;
	}

	@Override
	public void close() throws IOException {
		this.client.shutdown();
		this.redis.close();
	}

}
