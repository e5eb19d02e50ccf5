package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.roomcast.fanout.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does all the while to keep in step with Redis and the other nodes, and when
 * it has lost a connection to Redis.
 */
final class RedisUpkeep implements RedisLink.Listener, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(RedisUpkeep.class);

	private static final long TICK_MILLIS = 100;

	private static final long CLEAN_UP_MILLIS = 1_000;

	private static final long CHECK_MILLIS = 5_000;

	private static final long CATALOG_MILLIS = 15_000;

	private static final long REFRESH_MILLIS = RedisDirectory.SESSION_TTL.toMillis() / 3;

	/** When the service stops, what was said and who left is published for so long. */
	private static final long MAX_DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

	private final RoomContext context;

	private final RedisRooms rooms;

	private final RoomCatalog catalog;

	private final RedisPresence presence;

	private final RedisDirectory directory;

	private final NodeCalls calls;

	private final List<Future<?>> tasks = new ArrayList<>();

	// Written by the timer only.
	private volatile NodeBeat lastBeat;

	RedisUpkeep(RoomContext context, RedisRooms rooms, RoomCatalog catalog, RedisPresence presence,
			RedisDirectory directory) {
		this.context = context;
		this.rooms = rooms;
		this.catalog = catalog;
		this.presence = presence;
		this.directory = directory;
		this.calls = new NodeCalls(context.settings().keys(), context.node());
		this.lastBeat = new NodeBeat(0, 0, context.node());
	}

	/**
	 * Begins to connect to Redis.
	 */
	void start() {
		every(TICK_MILLIS, "looking for what has waited too long", this::tick);
		every(CLEAN_UP_MILLIS, "cleaning up", this::cleanUp);
		every(CHECK_MILLIS, "comparing rooms with Redis", () -> this.rooms.all().forEach(RedisRoom::check));
		every(Nodes.BEAT_MILLIS, "telling that this node is alive", this::beat);
		every(CATALOG_MILLIS, "noting rooms in use", this.catalog::touch);
		every(REFRESH_MILLIS, "keeping sessions", this.directory::refresh);
		this.context.link().start(this.context.settings().keys().node(this.context.node()), this);
	}

	private void every(long millis, String what, Runnable task) {
		Failures failures = this.context.hub().failures();
		this.tasks.add(this.context.timer()
			.scheduleWithFixedDelay(() -> failures.contain(what, task), millis, millis, TimeUnit.MILLISECONDS));
	}

	private void tick() {
		long now = System.nanoTime();
		boolean connected = this.context.link().isConnected();
		for (RedisRoom room : this.rooms.all()) {
			if (room.isBusy()) {
				room.tick(now, connected);
			}
		}
		if (connected) {
			this.directory.fetchIfShort();
		}
	}

	private void cleanUp() {
		this.context.hub().cleanUp();
		this.rooms.letGo(System.nanoTime());
	}

	private void beat() {
		NodeBeat beat = new NodeBeat(this.lastBeat.counter() + 1, this.context.hub().traffic().clients(),
				this.context.node());
		this.lastBeat = beat;
		this.context.run(this.calls.beat(beat), (all, failure) -> {
			if (all == null) {
				this.context.lost(failure, "telling that this node is alive");
				return;
			}
			long now = System.nanoTime();
			this.context.nodes().update(all, now);
			this.rooms.all().forEach((room) -> room.sweep(now, this.context.nodes()::isDead));
			this.context.nodes().dead().forEach((node, last) -> {
				if (all.containsKey(node)) {
					drop(node, last);
				}
			});
		});
	}

	/**
	 * Has a node that is dead, or about to end, no longer be listed.
	 */
	private CompletionStage<Boolean> drop(String node, NodeBeat last) {
		return this.context.link().run(this.calls.dropNode(node, last)).whenComplete((dropped, failure) -> {
			if (failure != null) {
				this.context.lost(failure, "removing a node");
			}
		});
	}

	@Override
	public void onConnected() {
		logger.info("node {} is connected to Redis", this.context.node());
		this.directory.connected();
		this.catalog.touch();
		this.context.timer().execute(this::beat);
		this.rooms.all().forEach(RedisRoom::check);
	}

	@Override
	public void onSubscribed() {
		this.rooms.all().forEach(RedisRoom::check);
	}

	@Override
	public void onMessage(String channel, byte[] message) {
		try {
			RedisRoom room = this.rooms.ofChannel(channel);
			if (room != null) {
				room.published(Batch.parse(message));
			}
			else if (channel.equals(this.context.settings().keys().node(this.context.node()))) {
				receive(NodeMessage.decode(message));
			}
		}
		catch (RuntimeException ex) {
			this.context.hub().failures().add("reading what was published on " + channel, ex);
		}
	}

	private void receive(NodeMessage message) {
		if (message instanceof NodeMessage.Remove remove) {
			this.presence.removeHere(remove);
		}
		else if (message instanceof NodeMessage.SessionTaken taken) {
			this.directory.takenOver(taken);
		}
	}

	/**
	 * Publishes what waits, as far as there is time, and lets the other nodes know that
	 * this one is gone.
	 */
	@Override
	public void close() {
		long end = System.nanoTime() + MAX_DRAIN_NANOS;
		try {
			if (this.context.link().isConnected()) {
				whenIdle().completeOnTimeout(null, MAX_DRAIN_NANOS, TimeUnit.NANOSECONDS).get();
			}
			this.tasks.forEach((task) -> task.cancel(false));
			drop(this.context.node(), this.lastBeat).toCompletableFuture()
				.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("the others will notice by themselves that this node is gone", ex);
		}
		this.context.link().close();
	}

	private CompletableFuture<Void> whenIdle() {
		return CompletableFuture
			.allOf(this.rooms.all().stream().map(RedisRoom::whenIdle).toArray(CompletableFuture[]::new));
	}

}
