package io.roomcast.engine.redis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * For each channel there is one Subscription, wherever it is asked for. It is asked for at the server that has its slot,
 * and asked for again whenever that server, the connection to it, or the slot's owner is another one. An order (subscribe,
 * unsubscribe) is answered by an event of the same channel; the orders of one channel on one connection are answered one
 * after the other, so a subscription is confirmed when its channel has no unanswered orders any more. An end that nobody has
 * ordered is Redis saying that the slot has moved.
 */
/**
 * The channels that are subscribed to. Used by the link's thread only.
 */
final class Subscriptions {

	private static final Logger logger = LoggerFactory.getLogger(Subscriptions.class);

	private final Map<String, Subscription> subscriptions = new HashMap<>();

	/** How many orders are unanswered. */
	private final Map<Order, Integer> orders = new HashMap<>();

	private final Function<String, @Nullable Shard> shards;

	private final LinkThread thread;

	private final LinkTiming timing;

	private final Events events;

	private boolean sharded;

	/** Those that were confirmed once, and are not now. */
	private final Set<Subscription> lost = new HashSet<>();

	/** Whether some were confirmed again that nobody was told of yet. */
	private boolean restored;

	/**
	 * Makes an empty set.
	 * @param shards returns the server that has a channel's slot now
	 * @param sharded whether the channels are sharded ones, if the servers know such
	 */
	Subscriptions(Function<String, @Nullable Shard> shards, boolean sharded, LinkThread thread, LinkTiming timing,
			Events events) {
		this.shards = shards;
		this.sharded = sharded;
		this.thread = thread;
		this.timing = timing;
		this.events = events;
	}

	/**
	 * Adds a channel.
	 * @param confirmation completed when Redis has confirmed it
	 */
	void add(String channel, CompletableFuture<Void> confirmation) {
		Subscription subscription = this.subscriptions.computeIfAbsent(channel, Subscription::new);
		if (subscription.isConfirmed) {
			confirmation.complete(null);
			return;
		}
		subscription.waiting.add(confirmation);
		place(subscription);
	}

	void remove(String channel) {
		Subscription removed = this.subscriptions.remove(channel);
		if (removed != null) {
			this.lost.remove(removed);
			removed.waiting.forEach((confirmation) -> confirmation.cancel(false));
			end(removed);
		}
	}

	/**
	 * Asks for all that are not asked for yet at the server that has their slot now.
	 */
	void placeAll() {
		this.subscriptions.values().forEach(this::place);
	}

	/**
	 * Notes that a connection is lost.
	 */
	void lost(StatefulRedisPubSubConnection<String, byte[]> connection) {
		this.orders.keySet().removeIf((order) -> order.connection() == connection);
		for (Subscription subscription : this.subscriptions.values()) {
			if (subscription.connection == connection) {
				lose(subscription);
			}
		}
	}

	/**
	 * Notes that Redis has confirmed a subscription.
	 */
	void confirmed(StatefulRedisPubSubConnection<String, byte[]> connection, String channel) {
		Subscription subscription = this.subscriptions.get(channel);
		if (answered(connection, channel) && subscription != null && subscription.connection == connection
				&& !subscription.isConfirmed) {
			subscription.confirm();
			this.restored |= this.lost.remove(subscription);
			tell(this.lost.isEmpty());
		}
	}

	/**
	 * Notes that Redis has ended a subscription, as it was asked to or not.
	 */
	void ended(StatefulRedisPubSubConnection<String, byte[]> connection, String channel) {
		if (this.orders.containsKey(new Order(connection, channel))) {
			answered(connection, channel);
			return;
		}
		Subscription subscription = this.subscriptions.get(channel);
		if (subscription != null && subscription.connection == connection) {
			logger.debug("{} has moved to another server", channel);
			lose(subscription);
			this.events.moved();
		}
	}

	/**
	 * Looks for what has gone wrong unnoticed.
	 */
	void check() {
		long limit = System.nanoTime() - this.timing.silentAfter().toNanos();
		for (Subscription subscription : this.subscriptions.values()) {
			if (subscription.connection != null && !subscription.isConfirmed && subscription.askedNanos - limit < 0) {
				this.events.unanswered(subscription.connection);
			}
		}
		placeAll();
		tell(true);
	}

	private void place(Subscription subscription) {
		Shard shard = this.shards.apply(subscription.channel);
		StatefulRedisPubSubConnection<String, byte[]> connection = (shard != null) ? shard.subscriptions() : null;
		if (connection == null || connection == subscription.connection) {
			return;
		}
		end(subscription);
		lose(subscription);
		subscription.connection = connection;
		subscription.askedNanos = System.nanoTime();
		this.orders.merge(new Order(connection, subscription.channel), 1, Integer::sum);
		RedisPubSubAsyncCommands<String, byte[]> redis = connection.async();
		RedisFuture<Void> asked = this.sharded ? redis.ssubscribe(subscription.channel)
				: redis.subscribe(subscription.channel);
		asked.exceptionally((failure) -> {
			this.thread.execute(() -> refused(connection, subscription, failure));
			return null;
		});
	}

	private void refused(StatefulRedisPubSubConnection<String, byte[]> connection, Subscription subscription,
			Throwable failure) {
		answered(connection, subscription.channel);
		if (subscription.connection != connection) {
			return;
		}
		lose(subscription);
		String message = Objects.toString(failure.getMessage(), "");
		if (this.sharded && message.toLowerCase(Locale.ROOT).contains("unknown command")) {
			logger.info("Redis is older than 7.0 and knows no sharded channels: batches go to all its servers");
			this.sharded = false;
			this.events.unsharded();
			placeAll();
			return;
		}
		logger.debug("{} cannot be subscribed to", subscription.channel, failure);
		this.events.moved();
	}

	private void end(Subscription subscription) {
		StatefulRedisPubSubConnection<String, byte[]> connection = subscription.connection;
		if (connection == null || !connection.isOpen()) {
			return;
		}
		RedisPubSubAsyncCommands<String, byte[]> redis = connection.async();
		this.orders.merge(new Order(connection, subscription.channel), 1, Integer::sum);
		RedisFuture<Void> asked = this.sharded ? redis.sunsubscribe(subscription.channel)
				: redis.unsubscribe(subscription.channel);
		asked.exceptionally((failure) -> {
			this.thread.execute(() -> answered(connection, subscription.channel));
			return null;
		});
	}

	private void lose(Subscription subscription) {
		if (subscription.lose()) {
			this.lost.add(subscription);
		}
	}

	/**
	 * Notes that an order is answered.
	 * @return whether its channel has no others that are not
	 */
	private boolean answered(StatefulRedisPubSubConnection<String, byte[]> connection, String channel) {
		Integer left = this.orders.computeIfPresent(new Order(connection, channel),
				(order, unanswered) -> (unanswered > 1) ? unanswered - 1 : null);
		return left == null;
	}

	private void tell(boolean now) {
		if (this.restored && now) {
			this.restored = false;
			this.events.restored();
		}
	}

	/**
	 * Hears what happens to subscriptions.
	 */
	interface Events {

		/**
		 * Called when subscriptions were made again.
		 */
		void restored();

		/**
		 * Called when a server does not have a channel's slot (any more).
		 */
		void moved();

		/**
		 * Called when the servers know no sharded channels.
		 */
		void unsharded();

		/**
		 * Called when a connection does not answer an order.
		 */
		void unanswered(StatefulRedisPubSubConnection<String, byte[]> connection);

	}

	/**
	 * What was asked for one channel on one connection.
	 */
	private record Order(StatefulRedisPubSubConnection<String, byte[]> connection, String channel) {

	}

}
