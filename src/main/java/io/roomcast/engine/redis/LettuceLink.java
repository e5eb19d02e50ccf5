package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.roomcast.engine.EngineTraffic;
import io.roomcast.engine.EngineTraffic.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Everything that changes is changed by one thread, the link's. Commands go from the caller's thread to the connection of the
 * server that has the key; answers, and what was published, come on that connection's thread.
 *
 * A connection that is lost is replaced by a new one. Lettuce's own reconnecting is off: it would send what was under way
 * once more, after newer commands. So each command is sent once on one connection, and either answered or failed; one that has failed
 * may have been carried out. Only a refusal by a server of a Redis Cluster that does not have the slot makes a command be sent again.
 */
/**
 * The link to Redis, by Lettuce.
 */
final class LettuceLink implements RedisLink {

	private static final Logger logger = LoggerFactory.getLogger(LettuceLink.class);

	private final LinkThread thread = new LinkThread();

	private final LinkTiming timing;

	private final EngineTraffic traffic;

	private final Shards shards;

	private final Subscriptions subscriptions;

	private final boolean isCluster;

	private volatile Ears ears = new Ears("", new NoListener());

	private volatile boolean isSharded;

	LettuceLink(RedisServers servers, LinkTiming timing, EngineTraffic traffic) {
		this.timing = timing;
		this.traffic = traffic;
		this.isCluster = servers.isCluster();
		this.isSharded = this.isCluster;
		this.shards = new Shards(servers, this.thread, timing, this::newShard, this::found);
		this.subscriptions = new Subscriptions(this.shards::of, this.isCluster, this.thread, timing,
				new SubscriptionEvents());
	}

	/**
	 * Makes a link by a client that does not reconnect by itself.
	 * @see RedisLinkConfiguration
	 */
	static LettuceLink by(AbstractRedisClient client, EngineTraffic traffic) {
		if (client instanceof RedisClusterClient cluster) {
			return new LettuceLink(new ClusterServers(cluster), LinkTiming.DEFAULT, traffic);
		}
		return new LettuceLink(new SingleServer((RedisClient) client), LinkTiming.DEFAULT, traffic);
	}

	@Override
	public void start(String nodeChannel, Listener listener) {
		this.ears = new Ears(nodeChannel, listener);
		this.shards.refresh();
		this.thread.execute(() -> this.subscriptions.add(nodeChannel, new CompletableFuture<>()));
		this.thread.executeEvery(this.timing.probe(), this::check);
		if (this.isCluster) {
			this.thread.executeEvery(this.timing.refresh(), this.shards::refresh);
		}
	}

	@Override
	public boolean isConnected() {
		return this.shards.all().stream().anyMatch((shard) -> shard.commands() != null);
	}

	@Override
	public boolean isUp() {
		Collection<Shard> all = this.shards.all();
		return !all.isEmpty() && all.stream().allMatch(Shard::isUp);
	}

	@Override
	public boolean isSharded() {
		return this.isSharded;
	}

	@Override
	public String description() {
		Collection<Shard> all = this.shards.all();
		if (all.isEmpty()) {
			return "no server found";
		}
		String down = all.stream()
			.filter((shard) -> !shard.isUp())
			.map((shard) -> shard.server().id())
			.collect(Collectors.joining(" "));
		return "servers: " + all.size() + (down.isEmpty() ? "" : ", down: " + down);
	}

	@Override
	public <T> CompletionStage<T> run(ScriptCall<T> call) {
		return send(call.keys().get(0), (redis) -> run(redis, call));
	}

	@Override
	public CompletionStage<Long> publish(String channel, byte[] message) {
		return send(channel,
				(redis) -> this.isSharded ? redis.spublish(channel, message) : redis.publish(channel, message));
	}

	@Override
	public CompletionStage<Void> subscribe(String channel) {
		CompletableFuture<Void> confirmation = new CompletableFuture<>();
		this.thread.execute(() -> this.subscriptions.add(channel, confirmation));
		return confirmation;
	}

	@Override
	public void unsubscribe(String channel) {
		this.thread.execute(() -> this.subscriptions.remove(channel));
	}

	@Override
	public CompletionStage<Long> increment(String key, long by) {
		return send(key, (redis) -> redis.incrby(key, by));
	}

	@Override
	public CompletionStage<Void> set(String key, String value, Duration ttl, boolean ifMissing) {
		SetArgs args = ifMissing ? SetArgs.Builder.px(ttl).nx() : SetArgs.Builder.px(ttl);
		return send(key, (redis) -> redis.set(key, ScriptCall.bytes(value), args)).thenAccept((ok) -> {
		});
	}

	@Override
	public CompletionStage<Optional<String>> get(String key) {
		return send(key, (redis) -> redis.get(key))
			.thenApply((value) -> Optional.ofNullable(value).map(ScriptCall::text));
	}

	@Override
	public CompletionStage<Void> expire(String key, Duration ttl) {
		return send(key, (redis) -> redis.pexpire(key, ttl)).thenAccept((known) -> {
		});
	}

	@Override
	public void close() {
		this.thread.end(this.shards::close);
	}

	private <T> CompletionStage<T> send(String key,
			Function<RedisAsyncCommands<String, byte[]>, CompletionStage<T>> command) {
		return new Dispatch<>(this.shards, key, command).send();
	}

	private static <T> CompletionStage<T> run(RedisAsyncCommands<String, byte[]> redis, ScriptCall<T> call) {
		String[] keys = call.keys().toArray(new String[0]);
		byte[][] arguments = call.arguments().toArray(new byte[0][]);
		CompletionStage<@Nullable Object> known = redis.evalsha(call.script().digest(), call.script().output(), keys,
				arguments);
		return known
			.exceptionallyCompose((failure) -> isUnknownScript(failure)
					? redis.eval(call.script().text(), call.script().output(), keys, arguments)
					: CompletableFuture.failedStage(failure))
			.thenApply(call.decoder());
	}

	private static boolean isUnknownScript(Throwable failure) {
		return failure instanceof RedisNoScriptException || failure.getCause() instanceof RedisNoScriptException;
	}

	private void check() {
		this.shards.all().forEach(Shard::probe);
		this.subscriptions.check();
	}

	private Shard newShard(RedisServer server) {
		return new Shard(server, this.ears.channel + ":probe:" + server.id(), this.thread, this.timing,
				new ShardEvents());
	}

	private void found() {
		this.subscriptions.placeAll();
	}

	/**
	 * Who hears what is published.
	 *
	 * @param channel this node's own channel
	 */
	private record Ears(String channel, Listener listener) {

	}

	private static final class NoListener implements Listener {

		@Override
		public void onConnected() {
		}

		@Override
		public void onSubscribed() {
		}

		@Override
		public void onMessage(String channel, byte[] message) {
		}

	}

	private final class ShardEvents implements Shard.Events {

		@Override
		public void connected(Shard shard) {
			LettuceLink.this.ears.listener.onConnected();
		}

		@Override
		public void disconnected(Shard shard) {
			logger.warn("the connection to Redis is lost: {}", shard.server().id());
			if (LettuceLink.this.isCluster) {
				LettuceLink.this.shards.refresh();
			}
		}

		@Override
		public void subscribable(Shard shard, StatefulRedisPubSubConnection<String, byte[]> connection) {
			connection.addListener(new Hearing(shard, connection));
			LettuceLink.this.subscriptions.placeAll();
		}

		@Override
		public void unsubscribed(Shard shard, StatefulRedisPubSubConnection<String, byte[]> connection) {
			LettuceLink.this.subscriptions.lost(connection);
		}

	}

	private final class SubscriptionEvents implements Subscriptions.Events {

		@Override
		public void restored() {
			LettuceLink.this.traffic.add(Event.RESUBSCRIBES);
			LettuceLink.this.ears.listener.onSubscribed();
		}

		@Override
		public void moved() {
			if (LettuceLink.this.isCluster) {
				LettuceLink.this.shards.refresh();
			}
		}

		@Override
		public void unsharded() {
			LettuceLink.this.isSharded = false;
		}

		@Override
		public void unanswered(StatefulRedisPubSubConnection<String, byte[]> connection) {
			for (Shard shard : LettuceLink.this.shards.all()) {
				if (shard.subscriptions() == connection) {
					shard.resetSubscriptions("a subscription is not confirmed");
				}
			}
		}

	}

	/**
	 * Hears what comes on one connection, on its thread.
	 */
	private final class Hearing extends RedisPubSubAdapter<String, byte[]> {

		private final Shard shard;

		private final StatefulRedisPubSubConnection<String, byte[]> connection;

		private Hearing(Shard shard, StatefulRedisPubSubConnection<String, byte[]> connection) {
			this.shard = shard;
			this.connection = connection;
		}

		@Override
		public void message(String channel, byte[] message) {
			// What comes on a connection that was given up may come late.
			if (!this.shard.heard(channel) && this.shard.subscriptions() == this.connection) {
				LettuceLink.this.ears.listener.onMessage(channel, message);
			}
		}

		@Override
		public void smessage(String channel, byte[] message) {
			message(channel, message);
		}

		@Override
		public void subscribed(String channel, long count) {
			this.shard.heard(channel);
			LettuceLink.this.thread.execute(() -> LettuceLink.this.subscriptions.confirmed(this.connection, channel));
		}

		@Override
		public void ssubscribed(String channel, long count) {
			subscribed(channel, count);
		}

		@Override
		public void unsubscribed(String channel, long count) {
			LettuceLink.this.thread.execute(() -> LettuceLink.this.subscriptions.ended(this.connection, channel));
		}

		@Override
		public void sunsubscribed(String channel, long count) {
			unsubscribed(channel, count);
		}

	}

}
