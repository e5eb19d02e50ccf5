package io.roomcast.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Hub;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.LeaveListener;
import io.roomcast.fanout.Limits;
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

	private final ExecutorService pumpThreads;

	private final ScheduledExecutorService maintenance;

	private final Hub hub;

	private final Cache<Key, StoredMessage> answers = Caffeine.newBuilder()
		.expireAfterWrite(KEYS_KEPT)
		.maximumWeight(MAX_KEYS_WEIGHT)
		.weigher((Key key, StoredMessage answer) -> KEY_WEIGHT + 2 * (key.room().length() + key.key().length())
				+ answer.content().size())
		.build();

	private final Future<?> cleanUps;

	/**
	 * Makes an engine without rooms.
	 * @param pumpThreads deliver; shut down by {@link #close()}
	 * @param maintenance cleans up now and then; shut down by {@link #close()}
	 */
	MemoryEngine(ExecutorService pumpThreads, ScheduledExecutorService maintenance, Limits limits) {
		this.pumpThreads = pumpThreads;
		this.maintenance = maintenance;
		this.hub = new Hub(pumpThreads, limits, Clock.systemUTC(), maintenance);
		this.cleanUps = maintenance.scheduleWithFixedDelay(() -> failures().contain("cleaning up", this.hub::cleanUp),
				CLEAN_UP_PERIOD.toMillis(), CLEAN_UP_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.cleanUps.cancel(false);
		this.maintenance.shutdownNow();
		this.pumpThreads.shutdownNow();
	}

	@Override
	public Room join(String room, Subscriber subscriber, Joining joining) {
		return this.hub.join(room, subscriber, joining);
	}

	@Override
	public void leave(Room room, Subscriber subscriber, @Nullable Content notice, LeaveListener listener) {
		this.hub.leave(room, subscriber, notice, listener);
	}

	@Override
	public void leaveAbsent(Room room, long client, Content notice, LeaveListener listener) {
		this.hub.leaveAbsent(room, client, notice, listener);
	}

	@Override
	public @Nullable StoredMessage publish(Room room, Subscriber sender, Content message) {
		return room.publish(sender, message);
	}

	@Override
	public @Nullable StoredMessage say(String room, Content message, @Nullable String idempotencyKey) {
		if (idempotencyKey == null) {
			return this.hub.say(room, message);
		}
		return this.answers.asMap()
			.computeIfAbsent(new Key(room, idempotencyKey), (key) -> this.hub.say(room, message));
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
	public Optional<Room> find(String room) {
		return this.hub.find(room);
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
	public Traffic traffic() {
		return this.hub.traffic();
	}

	private record Key(String room, String key) {
	}

}
