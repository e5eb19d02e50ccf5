package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineHealth;
import io.roomcast.engine.EngineTraffic;
import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.Entrance;
import io.roomcast.engine.HistoryQuery;
import io.roomcast.engine.Joined;
import io.roomcast.engine.LocalOccupant;
import io.roomcast.engine.Occupant;
import io.roomcast.engine.Outcome;
import io.roomcast.engine.Presence;
import io.roomcast.engine.Reservation;
import io.roomcast.engine.RoomState;
import io.roomcast.engine.SayId;
import io.roomcast.engine.SayResult;
import io.roomcast.engine.SessionDirectory;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.HistoryPage;
import io.roomcast.fanout.Hub;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.LeaveListener;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.PumpProgress;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * The engine of any number of nodes: Redis gives every message its position and keeps the
 * log, and each node has a copy of the logs of those rooms that its clients are in.
 */
final class RedisEngine implements Engine, AutoCloseable {

	private final RoomContext context;

	private final RedisRooms rooms;

	private final RoomCatalog catalog;

	private final RedisPresence presence;

	private final RedisDirectory directory;

	private final RedisUpkeep upkeep;

	private volatile boolean sealed;

	/**
	 * Makes an engine, and begins to connect it to Redis.
	 */
	RedisEngine(RoomContext context) {
		this(context, new RedisRooms(context));
	}

	RedisEngine(RoomContext context, RedisRooms rooms) {
		this.context = context;
		this.rooms = rooms;
		this.catalog = new RoomCatalog(context, this.rooms);
		this.presence = new RedisPresence(context, this.rooms, this.catalog);
		this.directory = new RedisDirectory(context);
		this.upkeep = new RedisUpkeep(context, this.rooms, this.catalog, this.presence, this.directory);
		this.upkeep.start();
	}

	@Override
	public void close() {
		this.upkeep.close();
	}

	private Hub hub() {
		return this.context.hub();
	}

	@Override
	public void join(Entrance entrance, Joining joining, Joined then) {
		Reservation reservation = entrance.reservation();
		Token token = (reservation != null) ? new Token(this.context.node(), reservation.token())
				: this.context.nextToken();
		Unavailable full = this.rooms.require(entrance.room());
		if (full != null) {
			if (reservation != null) {
				this.presence.release(reservation);
			}
			then.unavailable(full);
			return;
		}
		QueuedJoin join = QueuedJoin.of(entrance, token, joining, then);
		this.catalog.enter(entrance.room());
		this.rooms.with(entrance.room(), (found) -> found.whenOpen((open) -> found.join(join), (why) -> {
			if (reservation != null) {
				this.presence.release(reservation);
			}
			then.unavailable(why);
		}));
	}

	@Override
	public @Nullable Unavailable checkRoom(String room) {
		return this.rooms.check(room);
	}

	@Override
	public CompletionStage<Room> listen(String room, Subscriber listener, Joining joining) {
		Unavailable full = this.rooms.require(room);
		if (full != null) {
			return CompletableFuture.failedFuture(new EngineUnavailableException(full));
		}
		CompletableFuture<Room> then = new CompletableFuture<>();
		this.rooms.with(room, (found) -> found.whenOpen((open) -> {
			hub().join(open, listener, joining, open.clients());
			found.later(() -> then.complete(open));
		}, (why) -> then.completeExceptionally(new EngineUnavailableException(why))));
		return then;
	}

	@Override
	public void reconnect(Room room, Subscriber subscriber, Joining joining) {
		hub().join(room, subscriber, joining, room.clients());
	}

	@Override
	public void disconnect(Room room, Subscriber subscriber, Runnable whenServed) {
		hub().leave(room, subscriber, null, new Served(whenServed));
	}

	@Override
	public void leave(Room room, Occupant occupant, @Nullable Subscriber subscriber, Content notice,
			Runnable whenServed) {
		if (subscriber != null) {
			disconnect(room, subscriber, whenServed);
		}
		RedisRoom found = this.rooms.find(room.name());
		if (found != null && occupant instanceof LocalOccupant local) {
			found.leave(local);
		}
	}

	@Override
	public void publish(Room room, Subscriber sender, Content message, @Nullable SayId id, Outcome then) {
		if (!this.sealed) {
			QueuedMessage queued = QueuedMessage.from(sender, message, this.context.contents().encode(message), id,
					then);
			this.rooms.with(room.name(), (found) -> found.publish(queued));
		}
	}

	@Override
	public boolean defer(Room room, Runnable action) {
		RedisRoom found = this.rooms.find(room.name());
		return room.defer(action) || (found != null && found.defer(action));
	}

	@Override
	public CompletionStage<SayResult> say(String room, Content message, @Nullable String idempotencyKey) {
		CompletableFuture<SayResult> then = new CompletableFuture<>();
		if (this.sealed) {
			then.complete(new Unavailable("the service is shutting down: nothing was said", Duration.ofSeconds(1)));
			return then;
		}
		Unavailable full = this.rooms.require(room);
		if (full != null) {
			then.complete(full);
			return then;
		}
		QueuedMessage queued = QueuedMessage.fromOutside(message, this.context.contents().encode(message),
				idempotencyKey, new SayOutcome(then));
		this.rooms.with(room, (found) -> found.publish(queued));
		return then;
	}

	@Override
	public void seal() {
		this.sealed = true;
	}

	@Override
	public Collection<Room> rooms() {
		return hub().rooms();
	}

	@Override
	public CompletionStage<List<RoomState>> occupied() {
		return this.context.guard(this.catalog.occupied(), "the rooms");
	}

	@Override
	public CompletionStage<Optional<RoomState>> find(String room) {
		return this.context.guard(
				this.catalog.ask(room, (open) -> new RoomState(room, open.clients(), open.position())),
				"room '" + room + "'");
	}

	@Override
	public CompletionStage<Optional<HistoryPage>> history(String room, HistoryQuery query) {
		return this.context.guard(this.catalog.ask(room, query::read), "room '" + room + "'");
	}

	@Override
	public Presence presence() {
		return this.presence;
	}

	@Override
	public SessionDirectory sessions() {
		return this.directory;
	}

	@Override
	public long clients() {
		return traffic().clients() + this.context.nodes().otherClients();
	}

	@Override
	public long occupiedRooms() {
		return hub().occupiedRooms();
	}

	@Override
	public long logBytes() {
		return hub().logBytes();
	}

	@Override
	public long largestLag() {
		return hub().largestLag();
	}

	@Override
	public Budget clientBudget() {
		return hub().clientBudget();
	}

	@Override
	public Failures failures() {
		return hub().failures();
	}

	@Override
	public PumpProgress pumpProgress() {
		return hub().pumpProgress();
	}

	@Override
	public Traffic traffic() {
		return hub().traffic();
	}

	@Override
	public EngineTraffic engineTraffic() {
		return this.context.traffic();
	}

	@Override
	public EngineHealth health() {
		// A node that has just started has no numbers yet, and can take no clients.
		boolean up = this.context.link().isUp() && this.directory.hasNumbers();
		return new EngineHealth("redis", up, Map.of("node", this.context.node(), "nodes",
				this.context.nodes().living() + 1, "redis", this.context.link().description()));
	}

	/**
	 * Gives the answer to what was said from outside the room.
	 */
	private record SayOutcome(CompletableFuture<SayResult> then) implements Outcome {

		@Override
		public void placed(StoredMessage message) {
			this.then.complete(new SayResult.Published(message));
		}

		@Override
		public void repeated(Position position, long at) {
			throw new IllegalStateException("a message without an id cannot be repeated");
		}

		@Override
		public void idReused() {
			throw new IllegalStateException("a message without an id cannot have it reused");
		}

		@Override
		public void unavailable(Unavailable why) {
			this.then.complete(why);
		}

	}

	/**
	 * Passes on that a subscriber was served. That its client has left is told by Redis.
	 */
	private record Served(Runnable whenServed) implements LeaveListener {

		@Override
		public void onLeft() {
		}

		@Override
		public void onServed() {
			this.whenServed.run();
		}

	}

}
