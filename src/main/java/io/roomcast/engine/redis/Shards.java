package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.lettuce.core.cluster.SlotHash;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that the link is connected to, and which of them has which slot. Changed by
 * the link's thread; any thread may ask.
 */
final class Shards {

	private static final Logger logger = LoggerFactory.getLogger(Shards.class);

	private final RedisServers servers;

	private final LinkThread thread;

	private final LinkTiming timing;

	private final Function<RedisServer, Shard> maker;

	private final Runnable whenChanged;

	private volatile Map<String, Shard> byId = Map.of();

	private boolean refreshes;

	private boolean closed;

	/**
	 * Knows no servers before the first refresh.
	 * @param maker makes a new server's connections
	 * @param whenChanged run on the link's thread after each refresh
	 */
	Shards(RedisServers servers, LinkThread thread, LinkTiming timing, Function<RedisServer, Shard> maker,
			Runnable whenChanged) {
		this.servers = servers;
		this.thread = thread;
		this.timing = timing;
		this.maker = maker;
		this.whenChanged = whenChanged;
	}

	LinkThread thread() {
		return this.thread;
	}

	/**
	 * Returns the server that has a key; null if none is known.
	 */
	@Nullable Shard of(String key) {
		Collection<Shard> all = all();
		if (all.size() == 1 && !this.servers.isCluster()) {
			return all.iterator().next();
		}
		int slot = SlotHash.getSlot(key);
		for (Shard shard : all) {
			if (shard.server().slots().get(slot)) {
				return shard;
			}
		}
		return null;
	}

	/**
	 * Returns the server at an address; null if it is not known.
	 */
	@Nullable Shard at(String address) {
		for (Shard shard : all()) {
			if (shard.server().address().equals(address)) {
				return shard;
			}
		}
		return null;
	}

	Collection<Shard> all() {
		return this.byId.values();
	}

	/**
	 * Finds the servers anew, soon.
	 */
	void refresh() {
		this.thread.execute(this::find);
	}

	/**
	 * Notes that a server takes no writes any more.
	 */
	void demoted(Shard shard) {
		this.thread.execute(() -> {
			shard.reset("it takes no writes");
			find();
		});
	}

	void close() {
		this.closed = true;
		all().forEach(Shard::close);
		this.servers.close();
	}

	private void find() {
		if (!this.refreshes && !this.closed) {
			this.refreshes = true;
			this.servers.find().whenComplete((found, failure) -> this.thread.execute(() -> found(found, failure)));
		}
	}

	private void found(@Nullable List<RedisServer> found, @Nullable Throwable failure) {
		this.refreshes = false;
		if (this.closed) {
			return;
		}
		if (found == null || found.isEmpty()) {
			logger.debug("the servers cannot be found", failure);
			this.thread.executeAfter(this.timing.retry(), this::find);
			return;
		}
		update(found);
		this.whenChanged.run();
	}

	private void update(List<RedisServer> found) {
		Map<String, Shard> before = this.byId;
		Map<String, Shard> now = new HashMap<>();
		List<Shard> added = new ArrayList<>();
		for (RedisServer server : found) {
			Shard shard = before.get(server.id());
			if (shard == null) {
				shard = this.maker.apply(server);
				added.add(shard);
			}
			shard.update(server);
			now.put(server.id(), shard);
		}
		this.byId = Map.copyOf(now);
		added.forEach(Shard::open);
		before.values().stream().filter((shard) -> !now.containsValue(shard)).forEach(Shard::close);
	}

}
