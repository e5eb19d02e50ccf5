package io.roomcast.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.HistoryPage;
import io.roomcast.fanout.Hub;
import io.roomcast.fanout.JoinResult.WelcomeEncoder;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.LeaveListener;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.PumpProgress;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a single node: the order of a room is that of its log in this process.
 */
final class MemoryEngine implements Engine, AutoCloseable {

	private static final Duration CLEAN_UP_PERIOD = Duration.ofSeconds(1);

	private static final Duration KEYS_KEPT = Duration.ofMinutes(5);

	/** Over this weight the keys that were used longest ago are forgotten early. */
	private static final int MAX_KEYS_WEIGHT = 16 << 20;

	/** The weight of a key besides the message that it answers with. */
	private static final int KEY_WEIGHT = 256;

	private static final Duration MAX_WAIT = Duration.ofSeconds(2);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private static final EngineHealth HEALTH = new EngineHealth("memory", true, Map.of());

	private final Hub hub;

	private final MemoryPresence presence = new MemoryPresence();

	private final SessionDirectory sessions = new MemoryDirectory();

	private final EngineTraffic engineTraffic = new EngineTraffic();

	private final Cache<Key, StoredMessage> answers = Caffeine.newBuilder()
		.expireAfterWrite(KEYS_KEPT)
		.maximumWeight(MAX_KEYS_WEIGHT)
		.weigher((Key key, StoredMessage answer) -> KEY_WEIGHT + 2 * (key.room().length() + key.key().length())
				+ answer.content().size())
		.build();

	private final Future<?> cleanUps;

	/**
	 * Makes an engine without rooms.
	 */
	MemoryEngine(EngineThreads threads, Limits limits) {
		this.hub = new Hub(threads.pump(), limits, Clock.systemUTC(), threads.maintenance());
		this.cleanUps = threads.maintenance()
			.scheduleWithFixedDelay(() -> failures().contain("cleaning up", this.hub::cleanUp),
					CLEAN_UP_PERIOD.toMillis(), CLEAN_UP_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.cleanUps.cancel(false);
	}

	@Override
	public void join(Entrance entrance, Joining joining, Joined then) {
		String room = entrance.room();
		LocalOccupant occupant = entrance.occupant();
		Reservation reservation = (entrance.reservation() != null) ? entrance.reservation()
				: this.presence.reserveNow(room, occupant.nick());
		if (reservation == null) {
			then.nickTaken();
			return;
		}
		// Whoever is in the room is listed from its welcome on.
		WelcomeEncoder welcome = (result) -> {
			this.presence.add(room, occupant);
			return joining.welcome().frames(result);
		};
		@Nullable Room joined;
		try {
			joined = this.hub.tryJoin(room, entrance.subscriber(),
					new Joining(joining.start(), welcome, joining.notice()));
		}
		catch (RuntimeException | Error ex) {
			this.presence.release(reservation);
			this.presence.remove(room, occupant);
			throw ex;
		}
		if (joined == null) {
			this.presence.release(reservation);
			then.unavailable(full(room));
			return;
		}
		then.joined(joined);
	}

	@Override
	public @Nullable Unavailable checkRoom(String room) {
		return (this.hub.isFull() && this.hub.find(room).isEmpty()) ? full(room) : null;
	}

	private Unavailable full(String room) {
		return Unavailable.full(room, this.hub);
	}

	@Override
	public CompletionStage<Room> listen(String room, Subscriber listener, Joining joining) {
		Room joined = this.hub.tryJoin(room, listener, joining);
		return (joined != null) ? CompletableFuture.completedFuture(joined)
				: CompletableFuture.failedFuture(new EngineUnavailableException(full(room)));
	}

	@Override
	public void reconnect(Room room, Subscriber subscriber, Joining joining) {
		this.hub.join(room.name(), subscriber, joining);
	}

	@Override
	public void disconnect(Room room, Subscriber subscriber, Runnable whenServed) {
		this.hub.leave(room, subscriber, null, new Leaving(room, null, whenServed));
	}

	@Override
	public void leave(Room room, Occupant occupant, @Nullable Subscriber subscriber, Content notice,
			Runnable whenServed) {
		LeaveListener leaving = new Leaving(room, occupant, whenServed);
		if (subscriber != null) {
			this.hub.leave(room, subscriber, notice, leaving);
		}
		else {
			this.hub.leaveAbsent(room, occupant.client(), notice, leaving);
		}
	}

	@Override
	public void publish(Room room, Subscriber sender, Content message, @Nullable SayId id, Outcome then) {
		StoredMessage stored = room.publish(sender, message);
		if (stored != null) {
			then.placed(stored);
		}
	}

	@Override
	public boolean defer(Room room, Runnable action) {
		return room.defer(action);
	}

	/**
	 * If the room's deliveries lag, the message waits for them, without a thread, for 2
	 * seconds at most.
	 */
	@Override
	public CompletionStage<SayResult> say(String room, Content message, @Nullable String idempotencyKey) {
		// Whichever comes first decides: the room catches up, or the wait ends.
		CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();
		whenCaughtUp(room, () -> caughtUp.complete(true));
		if (caughtUp.isDone()) {
			return CompletableFuture.completedFuture(sayNow(room, message, idempotencyKey));
		}
		return caughtUp.completeOnTimeout(false, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
			.thenApply((open) -> open ? sayNow(room, message, idempotencyKey)
					: new Unavailable("room '" + room + "' could not take it within " + MAX_WAIT.toSeconds()
							+ " s, as its deliveries lag: nothing was said", RETRY_AFTER));
	}

	/**
	 * Runs an action when a room takes messages. A room resumes all waiting actions at
	 * once, so each asks again after those before it.
	 */
	private void whenCaughtUp(String name, Runnable action) {
		Optional<Room> found = this.hub.find(name);
		if (found.isEmpty()) {
			action.run();
			return;
		}
		Room room = found.get();
		room.whenCaughtUp(() -> room.whenCaughtUp(action));
	}

	private SayResult sayNow(String room, Content message, @Nullable String idempotencyKey) {
		StoredMessage stored = (idempotencyKey == null) ? this.hub.say(room, message) : this.answers.asMap()
			.computeIfAbsent(new Key(room, idempotencyKey), (key) -> this.hub.say(room, message));
		if (stored != null) {
			return new SayResult.Published(stored);
		}
		return this.hub.isSealed() ? new Unavailable("the service is shutting down: nothing was said", RETRY_AFTER)
				: full(room);
	}

	@Override
	public void seal() {
		this.hub.seal();
	}

	@Override
	public Collection<Room> rooms() {
		return this.hub.rooms();
	}

	@Override
	public CompletionStage<List<RoomState>> occupied() {
		return CompletableFuture
			.completedFuture(rooms().stream().filter((room) -> room.clients() > 0).map(MemoryEngine::state).toList());
	}

	@Override
	public CompletionStage<Optional<RoomState>> find(String room) {
		return CompletableFuture.completedFuture(this.hub.find(room).filter(Room::isInUse).map(MemoryEngine::state));
	}

	private static RoomState state(Room room) {
		return new RoomState(room.name(), room.clients(), room.position());
	}

	@Override
	public CompletionStage<Optional<HistoryPage>> history(String room, HistoryQuery query) {
		return CompletableFuture.completedFuture(this.hub.find(room).filter(Room::isInUse).map(query::read));
	}

	@Override
	public Presence presence() {
		return this.presence;
	}

	@Override
	public SessionDirectory sessions() {
		return this.sessions;
	}

	@Override
	public long clients() {
		return this.hub.traffic().clients();
	}

	@Override
	public long occupiedRooms() {
		return this.hub.occupiedRooms();
	}

	@Override
	public long logBytes() {
		return this.hub.logBytes();
	}

	@Override
	public long largestLag() {
		return this.hub.largestLag();
	}

	@Override
	public Budget clientBudget() {
		return this.hub.clientBudget();
	}

	@Override
	public Failures failures() {
		return this.hub.failures();
	}

	@Override
	public PumpProgress pumpProgress() {
		return this.hub.pumpProgress();
	}

	@Override
	public Traffic traffic() {
		return this.hub.traffic();
	}

	@Override
	public EngineTraffic engineTraffic() {
		return this.engineTraffic;
	}

	@Override
	public EngineHealth health() {
		return HEALTH;
	}

	private record Key(String room, String key) {
	}

	/**
	 * Frees the nick before anybody can hear that its owner left.
	 */
	private final class Leaving implements LeaveListener {

		private final Room room;

		private final @Nullable Occupant gone;

		private final Runnable whenServed;

		/**
		 * Makes the listener to a leave.
		 * @param gone who has left; null if the client is only away
		 */
		Leaving(Room room, @Nullable Occupant gone, Runnable whenServed) {
			this.room = room;
			this.gone = gone;
			this.whenServed = whenServed;
		}

		@Override
		public void onLeft() {
			if (this.gone != null) {
				MemoryEngine.this.presence.remove(this.room.name(), this.gone);
			}
		}

		@Override
		public void onServed() {
			this.whenServed.run();
		}

	}

}
