package io.roomcast.engine.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.roomcast.engine.EngineTraffic;
import io.roomcast.fanout.Hub;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.ManualExecutor;

/**
 * A node on a simulated Redis. Nothing in it happens by itself.
 */
final class SimulatedNode {

	static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final RedisKeys KEYS = new RedisKeys("test");

	/** So few, that the node lags if its pump does not run. */
	private static final int LAG = 12;

	final String id;

	final SimulatedLink link;

	final ManualTimer timer = new ManualTimer();

	final ManualExecutor pump = new ManualExecutor();

	final Hub hub;

	final RedisRooms rooms;

	final RedisEngine engine;

	private final AtomicLong later = new AtomicLong();

	SimulatedNode(String id, SimulatedRedis redis, int history) {
		this(id, redis, history, TIMEOUT, RoomSettings.LINGER);
	}

	/**
	 * Makes one that does not linger, however much is said.
	 */
	static SimulatedNode hasty(String id, SimulatedRedis redis, int history) {
		return new SimulatedNode(id, redis, history, TIMEOUT, Duration.ZERO);
	}

	SimulatedNode(String id, SimulatedRedis redis, int history, Duration timeout, Duration linger) {
		this.id = id;
		this.link = new SimulatedLink(redis);
		Limits limits = Limits.defaults().withHistory(history, 1 << 20, Duration.ofDays(1)).withLag(LAG, 1 << 20);
		this.hub = new Hub(this.pump, limits, Clock.systemUTC(), this.pump);
		RoomSettings settings = new RoomSettings(KEYS, TestBatches.settings(history, 1 << 20), timeout, linger);
		RoomContext context = new RoomContext(id, this.hub, this.link, SimulatedContents.INSTANCE, settings,
				new Nodes(id), new EngineTraffic(), this.timer, new AtomicLong(), new AtomicLong());
		this.rooms = new RedisRooms(context);
		this.engine = new RedisEngine(context, this.rooms);
	}

	static String session(long client) {
		return KEYS.session(client);
	}

	static RoomKeys keys(String room) {
		return KEYS.room(room);
	}

	/**
	 * Has the node do the next thing of one kind.
	 * @return false if there is none
	 */
	boolean step(int kind) {
		return switch (kind) {
			case 0 -> this.link.carryOut();
			case 1 -> this.link.answer();
			case 2 -> this.link.hear();
			case 3 -> this.link.subscribeNext();
			case 4 -> this.timer.runDue();
			default -> this.pump.runNextIfAny();
		};
	}

	/**
	 * Does all that there is to be done, and what follows from it.
	 */
	boolean settle() {
		boolean any = false;
		boolean more = true;
		while (more) {
			more = false;
			for (int kind = 0; kind <= 5; kind++) {
				while (step(kind)) {
					more = true;
				}
			}
			any |= more;
		}
		return any;
	}

	/**
	 * Does what is due every 100 ms, as if it was later.
	 */
	void tick(long seconds) {
		long now = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		this.rooms.all().stream().filter(RedisRoom::isBusy).forEach((room) -> room.tick(now, this.link.isConnected()));
	}

	/**
	 * Lets all rooms go that are not in use, as if it was later each time.
	 */
	@SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
	void letGo() {
		this.rooms.letGo(System.nanoTime() + this.later.addAndGet(TimeUnit.HOURS.toNanos(1)));
	}

	void check() {
		this.rooms.all().forEach(RedisRoom::check);
	}

	/**
	 * Removes what nobody claims, as if it was later, and the clients of a node.
	 */
	void sweep(long seconds, String dead) {
		long now = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		this.rooms.all().forEach((room) -> room.sweep(now, dead::equals));
	}

	/**
	 * Returns whether this thread holds the lock of a room.
	 */
	boolean isLocked() {
		return this.rooms.all().stream().anyMatch(Thread::holdsLock);
	}

}
