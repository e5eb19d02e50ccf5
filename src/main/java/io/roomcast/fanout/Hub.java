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
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * All rooms of this node. A room exists while a client is in it, somebody listens, it has
 * history, or it is open. Any thread may call.
 */
public final class Hub {

	/** For how long no extra clean-up is run after one that did not help. */
	private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();

	private final BoundedCount roomCount;

	private final Traffic traffic = new Traffic();

	// Rooms that no longer exist, but have live entries for subscribers that left last.
	private final Set<Room> leftovers = ConcurrentHashMap.newKeySet();

	private volatile boolean sealed;

	private final AtomicBoolean cleaningUp = new AtomicBoolean();

	// Nanoseconds of System.nanoTime().
	private volatile long restUntil = System.nanoTime();

	private final Limits limits;

	private final Pump pump;

	private final Executor maintenance;

	private final Budgets budgets;

	/**
	 * Makes a hub without rooms.
	 * @param pump runs the passes; should have about one thread per processor. What it
	 * rejects is not delivered
	 * @param limits the bounds of every room, and of all together
	 * @param clock tells the age of history
	 * @param maintenance runs {@link #cleanUp()}, on one thread, when the rooms together
	 * are over a budget
	 */
	public Hub(Executor pump, Limits limits, Clock clock, Executor maintenance) {
		this.limits = limits;
		this.roomCount = new BoundedCount(limits.rooms());
		this.maintenance = maintenance;
		this.budgets = Budgets.of(limits);
		this.pump = new Pump(pump, limits, this.budgets, this.traffic, clock);
		this.budgets.history().onOver(this::cleanUpSoon);
		this.budgets.live().onOver(this::cleanUpSoon);
	}

	/**
	 * Adds a subscriber to a room, which is made if it does not exist.
	 * @throws IllegalStateException if it does not, and there are as many rooms as there
	 * may be
	 */
	public Room join(String name, Subscriber subscriber, Joining joining) {
		Room joined = tryJoin(name, subscriber, joining);
		if (joined == null) {
			throw new IllegalStateException("there are " + this.limits.rooms() + " rooms already, and not " + name);
		}
		return joined;
	}

	/**
	 * Adds a subscriber to a room, which is made if it does not exist.
	 * @return null if it does not, and there are as many rooms as there may be
	 */
	public @Nullable Room tryJoin(String name, Subscriber subscriber, Joining joining) {
		boolean[] idle = new boolean[1];
		Room joined = use(name, (room) -> idle[0] = room.join(subscriber, joining));
		if (joined == null) {
			return null;
		}
		sealIfStopping(joined);
		// Only now: once welcomed, a client must be able to find the room.
		joined.schedulePass(idle[0]);
		return joined;
	}

	/**
	 * Does something with a room, which is made if it does not exist. Both under the
	 * map's lock, so that the room cannot go between.
	 * @return null if there are as many rooms as there may be
	 */
	private @Nullable Room use(String name, Consumer<Room> action) {
		return this.rooms.compute(name, (key, found) -> {
			if (found != null) {
				action.accept(found);
				return found;
			}
			if (!this.roomCount.tryIncrement()) {
				return null;
			}
			boolean made = false;
			try {
				Room room = new Room(key, this.limits, this.pump, this.budgets);
				action.accept(room);
				made = true;
				return room;
			}
			finally {
				if (!made) {
					this.roomCount.decrement();
				}
			}
		});
	}

	/**
	 * Returns whether there are as many rooms as there may be.
	 */
	public boolean isFull() {
		return this.roomCount.isFull();
	}

	/**
	 * Returns how many rooms there may be.
	 */
	public int maxRooms() {
		return this.limits.rooms();
	}

	/**
	 * Adds a subscriber to a room that is open, with a number of clients that was counted
	 * elsewhere.
	 * @param clients how many clients are in the room from now on; ignored if the client
	 * has been in the room all the time
	 */
	public void join(Room room, Subscriber subscriber, Joining joining, int clients) {
		boolean idle = room.join(subscriber, joining, clients);
		room.schedulePass(idle);
	}

	/**
	 * Makes a room whose messages get their positions elsewhere. It exists until it is
	 * closed, also without clients and history. How many of these there may be is decided
	 * elsewhere, too.
	 * @param history what was said last, the oldest first; contiguous
	 * @param end the position of the last message, even if the history is empty
	 * @throws IllegalStateException if there is a room of this name already
	 */
	public Room open(String name, List<Placed> history, Position end) {
		Room opened = new Room(name, this.limits, this.pump, this.budgets);
		opened.open(history, end);
		if (this.rooms.putIfAbsent(name, opened) != null) {
			opened.close();
			throw new IllegalStateException("room " + name + " exists already");
		}
		this.roomCount.increment();
		sealIfStopping(opened);
		return opened;
	}

	/**
	 * Closes a room that was opened. Without clients it goes at once, with its history;
	 * else it goes when any other room would.
	 */
	public void close(Room room) {
		this.rooms.computeIfPresent(room.name(), (key, found) -> {
			if (found == room) {
				room.close();
			}
			return keep(found, this.pump.now());
		});
	}

	/**
	 * Removes a subscriber from its room. It still gets what was said before. Does
	 * nothing if it has left already.
	 * @param notice what the others are told; null if the client stays in the room,
	 * without a subscriber
	 */
	public void leave(Room room, Subscriber subscriber, @Nullable Content notice, LeaveListener listener) {
		if (notice == null) {
			room.leave(subscriber, null, listener);
			return;
		}
		// Under the map's lock, as a join is: no client may join between the last leave
		// and the check whether the room is empty.
		this.rooms.computeIfPresent(room.name(), (key, found) -> {
			boolean left = room.leave(subscriber, notice, listener);
			return left ? keep(found, this.pump.now()) : found;
		});
	}

	/**
	 * Removes a client that is in a room without a subscriber.
	 */
	public void leaveAbsent(Room room, long client, Content notice, LeaveListener listener) {
		this.rooms.computeIfPresent(room.name(), (key, found) -> {
			room.leaveAbsent(client, notice, listener);
			return keep(found, this.pump.now());
		});
	}

	/**
	 * Returns the room if it must go on existing, else null.
	 */
	private @Nullable Room keep(Room room, long now) {
		if (!room.expire(now)) {
			return room;
		}
		if (room.liveBytes() > 0) {
			this.leftovers.add(room);
		}
		this.roomCount.decrement();
		return null;
	}

	/**
	 * Takes no more messages, in any room. What is in the logs still goes to all
	 * subscribers, also to those that leave from now on.
	 */
	public void seal() {
		this.sealed = true;
		this.rooms.values().forEach(Room::seal);
	}

	public boolean isSealed() {
		return this.sealed;
	}

	/**
	 * Seals a room that may have been made while {@link #seal()} went over the others.
	 */
	private void sealIfStopping(Room room) {
		if (this.sealed) {
			room.seal();
		}
	}

	/**
	 * Adds a message that no subscriber has sent to a room, which is made if it does not
	 * exist.
	 * @return null if nothing was added: the rooms are sealed, or there are as many as
	 * there may be
	 */
	public @Nullable StoredMessage say(String name, Content content) {
		if (this.sealed) {
			return null;
		}
		@Nullable StoredMessage[] stored = new @Nullable StoredMessage[1];
		use(name, (room) -> stored[0] = room.say(content));
		return stored[0];
	}

	/**
	 * Returns the room of this name, if it exists.
	 */
	public Optional<Room> find(String name) {
		return Optional.ofNullable(this.rooms.get(name));
	}

	/**
	 * Drops history that is too old. If all history is over its budget, drops that of the
	 * rooms that were idle for longest; if all live entries are over theirs, drops those
	 * of the rooms that keep most. Then drops the rooms that have neither subscribers nor
	 * history. To be called now and then, by one thread at a time.
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
	 * Halves the live entries of the rooms that keep most, again and again.
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
			this.maintenance.execute(() -> failures().contain("cleaning up", this::cleanUp));
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
	 * Returns how many rooms have clients.
	 */
	public long occupiedRooms() {
		return this.rooms.values().stream().filter((room) -> room.clients() > 0).count();
	}

	/**
	 * Returns how many bytes of memory the logs of all rooms take at most.
	 */
	public long logBytes() {
		return this.budgets.history().used() + this.budgets.live().used();
	}

	/**
	 * Returns the budget of what is held for single subscribers.
	 */
	public Budget clientBudget() {
		return this.budgets.clients();
	}

	public Failures failures() {
		return this.pump.failures();
	}

	/**
	 * Returns what tells whether the passes go on.
	 */
	public PumpProgress pumpProgress() {
		return this.pump.progress();
	}

	/**
	 * Returns how many entries the subscriber that lags most has yet to get.
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
