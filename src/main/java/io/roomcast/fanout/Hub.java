package io.roomcast.fanout;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import io.roomcast.fanout.JoinResult.WelcomeEncoder;
import org.jspecify.annotations.Nullable;

/**
 * All rooms of this node. A room is here while somebody is in it or it has history. Any
 * thread.
 */
public final class Hub {

	/** How long nothing is cleaned up out of turn if the last time did not help. */
	private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();

	private final LongAdder clients = new LongAdder();

	private final LongAdder occupied = new LongAdder();

	private final Traffic traffic = new Traffic();

	// Rooms that are no longer here, but have something for those who left last.
	private final Set<Room> leftovers = ConcurrentHashMap.newKeySet();

	private volatile boolean sealed;

	private final AtomicBoolean cleaningUp = new AtomicBoolean();

	// Nanoseconds of System.nanoTime().
	private volatile long restUntil = System.nanoTime();

	private final Limits limits;

	private final Executor maintenance;

	private final Pump pump;

	private final Budgets budgets;

	/**
	 * Makes a hub without rooms.
	 * @param executor runs the passes; should have about one thread per core. What it
	 * rejects is not delivered
	 * @param maintenance runs {@link #cleanUp}, on one thread, when the rooms together are over a
	 * budget
	 * @param limits the bounds of every room, and of all together
	 * @param clock tells the age of history
	 */
	public Hub(Executor executor, Executor maintenance, Limits limits, Clock clock) {
		this.limits = limits;
		this.maintenance = maintenance;
		this.budgets = Budgets.of(limits);
		this.pump = new Pump(executor, limits, this.budgets, this.traffic, clock);
		this.budgets.history().onOver(this::cleanUpSoon);
		this.budgets.live().onOver(this::cleanUpSoon);
	}

	/**
	 * Adds a subscriber to a room, which is made if need be.
	 * @param since the last message that the subscriber knows; null if it wants none but
	 * new ones
	 * @param welcome makes the frames that go to the subscriber before anything else
	 * @param notice goes to everyone in the room; its own side to the subscriber
	 */
	public Room join(String name, Subscriber subscriber, @Nullable Position since, WelcomeEncoder welcome, Content notice) {
		boolean[] idle = new boolean[1];
		Room joined = this.rooms.compute(name, (key, found) -> {
			Room room = (found != null) ? found : new Room(key, this.limits, this.pump, this.budgets);
			idle[0] = room.join(subscriber, since, welcome, notice);
			this.clients.increment();
			if (room.clients() == 1) {
				this.occupied.increment();
			}
			return room;
		});
		sealIfStopping(joined);
		this.traffic.addOpened();
		// Only now: once welcomed, a client must be able to find the room.
		joined.start(idle[0]);
		return joined;
	}

	/**
	 * Takes a subscriber out of its room; does nothing if it has left already. It still
	 * gets what was said before.
	 * @param before run before anybody can hear the notice; must neither block nor lock
	 * @param whenServed run when the subscriber has got everything, on any thread; not
	 * run if its socket takes it no more
	 */
	public void leave(Room room, Subscriber subscriber, Content notice, Runnable before, Runnable whenServed) {
		// Under the map's lock, as a join is: nobody may come between the last leave and
		// the look whether the room is empty.
		this.rooms.computeIfPresent(room.name(), (key, found) -> {
			boolean left = room.leave(subscriber, notice, () -> {
				this.clients.decrement();
				if (room.clients() == 0) {
					this.occupied.decrement();
				}
				before.run();
			}, whenServed);
			return left ? keep(found, this.pump.now()) : found;
		});
	}

	/**
	 * Looks whether a room is to stay; null if not.
	 */
	private @Nullable Room keep(Room room, long now) {
		if (!room.expire(now)) {
			return room;
		}
		if (room.liveBytes() > 0) {
			this.leftovers.add(room);
		}
		return null;
	}

	/**
	 * Takes no more messages, in any room. What is in the logs still goes to all
	 * subscribers; whoever leaves from now on has it all.
	 */
	public void seal() {
		this.sealed = true;
		this.rooms.values().forEach(Room::seal);
	}

	/**
	 * Seals a room that may have been made while the others were sealed.
	 */
	private void sealIfStopping(Room room) {
		if (this.sealed) {
			room.seal();
		}
	}

	/**
	 * Adds a message of nobody in the room, which is made if need be.
	 * @return null if the rooms are sealed, and nothing was added
	 */
	public @Nullable StoredMessage say(String name, Content content) {
		if (this.sealed) {
			return null;
		}
		@Nullable StoredMessage[] stored = new @Nullable StoredMessage[1];
		this.rooms.compute(name, (key, found) -> {
			Room room = (found != null) ? found : new Room(key, this.limits, this.pump, this.budgets);
			stored[0] = room.say(content);
			return room;
		});
		return stored[0];
	}

	/**
	 * The room of this name, if somebody is in it or it has history.
	 */
	public Optional<Room> find(String name) {
		return Optional.ofNullable(this.rooms.get(name));
	}

	/**
	 * Forgets history that is too old, then, if all together is over its budget, that of
	 * the rooms in which nothing was said for longest; likewise what the rooms that hold
	 * most of it keep for slow subscribers. Drops the rooms that nothing is left of. To
	 * be called now and then, by one thread at a time.
	 */
	public void cleanUp() {
		this.cleaningUp.set(false);
		long now = this.pump.now();
		for (Room room : this.rooms.values()) {
			drop(room, now);
		}
		this.leftovers.removeIf((room) -> room.liveBytes() == 0);
		if (this.budgets.history().isOver()) {
			dropIdlestHistory(now);
		}
		if (this.budgets.live().isOver()) {
			shortenLongest();
		}
		if (this.budgets.history().isOver() || this.budgets.live().isOver()) {
			this.restUntil = System.nanoTime() + REST_NANOS;
		}
	}

	private void dropIdlestHistory(long now) {
		for (Ranked idle : Ranked.ascending(this.rooms.values(), Room::lastActive)) {
			if (this.budgets.history().isEased()) {
				return;
			}
			idle.room().dropHistory();
			drop(idle.room(), now);
		}
	}

	/**
	 * Halves the live entries of the rooms that hold most of them, again and again.
	 */
	private void shortenLongest() {
		List<Room> all = new ArrayList<>(this.rooms.values());
		all.addAll(this.leftovers);
		boolean shortened = true;
		while (shortened) {
			shortened = false;
			for (Ranked longest : Ranked.ascending(all, (room) -> -room.liveBytes())) {
				if (this.budgets.live().isEased()) {
					return;
				}
				shortened |= longest.room().shortenLive();
			}
		}
	}

	private void cleanUpSoon() {
		if (System.nanoTime() - this.restUntil >= 0 && this.cleaningUp.compareAndSet(false, true)) {
			this.maintenance.execute(() -> failures().contain("cleaningUp", this::cleanUp));
		}
	}

	private void drop(Room room, long now) {
		if (room.expire(now)) {
			this.rooms.computeIfPresent(room.name(), (key, found) -> keep(found, now));
		}
	}

	public Collection<Room> rooms() {
		return Collections.unmodifiableCollection(this.rooms.values());
	}

	/**
	 * How many rooms somebody is in.
	 */
	public long occupiedRooms() {
		return this.occupied.sum();
	}

	public long clients() {
		return this.clients.sum();
	}

	/**
	 * How many bytes of memory the logs of all rooms take, at the most.
	 */
	public long logBytes() {
		return this.budgets.history().used() + this.budgets.live().used();
	}

	/**
	 * The memory that is taken for single subscribers.
	 */
	public Budget clientBudget() {
		return this.budgets.clients();
	}

	public Failures failures() {
		return this.pump.failures();
	}

	/**
	 * How many entries the subscriber that is furthest behind has yet to get.
	 */
	public long largestLag() {
		long largest = 0;
		for (Room room : this.rooms.values()) {
			largest = Math.max(largest, room.largestLag());
		}
		return largest;
	}

	public Traffic traffic() {
		return this.traffic;
	}

}
