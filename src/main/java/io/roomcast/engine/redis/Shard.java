package io.roomcast.engine.redis;

import java.time.Duration;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.jspecify.annotations.Nullable;

/**
 * A server with the two connections to it: one for commands, one for what is published.
 * Both are tried together: what is published on the one must arrive on the other. All
 * methods but those that say so are called on the link's thread.
 */
final class Shard {

	private static final byte[] PROBE = {};

	private final LinkTiming timing;

	private final KeptConnection<StatefulRedisConnection<String, byte[]>> commands;

	private final KeptConnection<StatefulRedisPubSubConnection<String, byte[]>> subscriptions;

	private final String probeChannel;

	private final LinkThread thread;

	private final Events events;

	private long probes;

	/** Since when a probe waits for its answer; 0 if none does. */
	private long unansweredNanos;

	/** Since when something should arrive; 0 if it has. */
	private long dueNanos;

	private long lastTryNanos = System.nanoTime();

	private volatile RedisServer server;

	// Written by the connection that hears it, too.
	private volatile long heardNanos;

	private volatile boolean hears;

	/**
	 * Makes one without connections.
	 * @param probeChannel a channel that is not used otherwise
	 */
	Shard(RedisServer server, String probeChannel, LinkThread thread, LinkTiming timing, Events events) {
		this.server = server;
		this.probeChannel = probeChannel;
		this.thread = thread;
		this.timing = timing;
		this.events = events;
		this.commands = new KeptConnection<>("the connection for commands to " + server.id(),
				() -> this.server.commands().get(), thread, timing, new CommandEvents());
		this.subscriptions = new KeptConnection<>("the connection for subscriptions to " + server.id(),
				() -> this.server.subscriptions().get(), thread, timing, new SubscriptionEvents());
	}

	void open() {
		this.commands.open();
		this.subscriptions.open();
	}

	void close() {
		this.commands.close();
		this.subscriptions.close();
	}

	/**
	 * Returns the server. Any thread may call.
	 */
	RedisServer server() {
		return this.server;
	}

	/**
	 * Notes what slots, and what address, the server has now.
	 */
	void update(RedisServer now) {
		boolean moved = !now.address().equals(this.server.address());
		this.server = now;
		if (moved) {
			reset("it is at " + now.address());
		}
	}

	/**
	 * Makes both connections again.
	 */
	void reset(String why) {
		this.commands.reset(why);
		this.subscriptions.reset(why);
	}

	/**
	 * Makes the connection for what is published again.
	 */
	void resetSubscriptions(String why) {
		this.subscriptions.reset(why);
	}

	/**
	 * Returns the commands that the server can be sent; null if there is no connection.
	 * Any thread may call.
	 */
	@Nullable RedisAsyncCommands<String, byte[]> commands() {
		StatefulRedisConnection<String, byte[]> connection = this.commands.current();
		return (connection != null) ? connection.async() : null;
	}

	/**
	 * Returns the connection for what is published; null if there is none. Any thread may
	 * call.
	 */
	@Nullable StatefulRedisPubSubConnection<String, byte[]> subscriptions() {
		return this.subscriptions.current();
	}

	/**
	 * Returns whether commands are answered and what is published arrives. Any thread may
	 * call.
	 */
	boolean isUp() {
		return this.hears && this.commands.current() != null && this.subscriptions.current() != null;
	}

	/**
	 * Notes that something arrived. Called on the connection's thread.
	 * @return whether it was a probe
	 */
	boolean heard(String channel) {
		this.heardNanos = System.nanoTime();
		this.hears = true;
		return channel.equals(this.probeChannel);
	}

	/**
	 * Tries both connections, and makes those again that have failed.
	 */
	void probe() {
		long now = System.nanoTime();
		boolean stoodStill = now - this.lastTryNanos > 2 * this.timing.probe().toNanos();
		this.lastTryNanos = now;
		if (this.dueNanos != 0 && this.heardNanos - this.dueNanos >= 0) {
			this.dueNanos = 0;
		}
		if (stoodStill) {
			// What arrived while this process was stopped is read only now.
			this.unansweredNanos = (this.unansweredNanos != 0) ? now : 0;
			this.dueNanos = (this.dueNanos != 0) ? now : 0;
		}
		if (isOver(this.unansweredNanos, now, this.timing.silentAfter())) {
			if (this.heardNanos - this.unansweredNanos < 0) {
				// No probe was carried out that could have shown whether this one is
				// deaf.
				this.subscriptions.reset("nothing arrived, and no answer either");
			}
			this.commands.reset("no answer for " + this.timing.silentAfter().toMillis() + " ms");
		}
		if (isOver(this.dueNanos, now, this.timing.deafAfter())) {
			this.subscriptions.reset("nothing arrived for " + this.timing.deafAfter().toMillis() + " ms");
		}
		RedisAsyncCommands<String, byte[]> redis = commands();
		if (redis != null && this.unansweredNanos == 0) {
			send(redis, now);
		}
	}

	private void send(RedisAsyncCommands<String, byte[]> redis, long now) {
		this.unansweredNanos = now;
		this.probes++;
		long probe = this.probes;
		redis.publish(this.probeChannel, PROBE).whenComplete((heard, failure) -> {
			if (failure == null) {
				this.thread.execute(() -> answered(probe, now));
			}
		});
	}

	private void answered(long probe, long sentNanos) {
		if (probe != this.probes) {
			return;
		}
		this.unansweredNanos = 0;
		if (this.dueNanos == 0 && this.heardNanos - sentNanos < 0 && this.subscriptions.current() != null) {
			this.dueNanos = sentNanos;
		}
	}

	private static boolean isOver(long since, long now, Duration limit) {
		return since != 0 && now - since > limit.toNanos();
	}

	/**
	 * Hears what happens to the connections, on the link's thread.
	 */
	interface Events {

		/**
		 * Called when commands can be sent.
		 */
		void connected(Shard shard);

		/**
		 * Called when commands cannot be sent any more, until they can be again.
		 */
		void disconnected(Shard shard);

		/**
		 * Called when channels can be subscribed to.
		 */
		void subscribable(Shard shard, StatefulRedisPubSubConnection<String, byte[]> connection);

		/**
		 * Called when nothing more arrives.
		 */
		void unsubscribed(Shard shard, StatefulRedisPubSubConnection<String, byte[]> connection);

	}

	private final class CommandEvents implements KeptConnection.Events<StatefulRedisConnection<String, byte[]>> {

		@Override
		public void opened(StatefulRedisConnection<String, byte[]> connection) {
			Shard.this.unansweredNanos = 0;
			Shard.this.events.connected(Shard.this);
		}

		@Override
		public void lost(StatefulRedisConnection<String, byte[]> connection) {
			Shard.this.unansweredNanos = 0;
			Shard.this.events.disconnected(Shard.this);
		}

	}

	private final class SubscriptionEvents
			implements KeptConnection.Events<StatefulRedisPubSubConnection<String, byte[]>> {

		@Override
		public void opened(StatefulRedisPubSubConnection<String, byte[]> connection) {
			Shard.this.dueNanos = System.nanoTime();
			Shard.this.events.subscribable(Shard.this, connection);
			RedisFuture<Void> unused = connection.async().subscribe(Shard.this.probeChannel);
		}

		@Override
		public void lost(StatefulRedisPubSubConnection<String, byte[]> connection) {
			Shard.this.dueNanos = 0;
			Shard.this.hears = false;
			Shard.this.events.unsubscribed(Shard.this, connection);
		}

	}

}
