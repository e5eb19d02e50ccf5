package io.roomcast.fanout;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import io.roomcast.fanout.Arrival.Greeting;
import org.jspecify.annotations.Nullable;

/**
 * All rooms of this node. A room is here while somebody is in it or it has history. Any
 * thread.
 */
public final class Hub {

	private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();

	private final LongAdder clients = new LongAdder();

	private final LongAdder occupied = new LongAdder();

	private final Traffic traffic = new Traffic();

	private final AtomicBoolean tidying = new AtomicBoolean();

	private final Limits limits;

	private final Executor keeper;

	private final Pump pump;

	private final Budget budget;

	/**
	 * Makes a hub without rooms.
	 * @param executor runs the passes; should have about one thread per core. What it
	 * rejects is not delivered
	 * @param keeper runs {@link #tidy} when the logs together are over their budget
	 * @param limits the bounds of every room, and of all together
	 * @param clock tells the age of history
	 */
	public Hub(Executor executor, Executor keeper, Limits limits, Clock clock) {
		this.limits = limits;
		this.keeper = keeper;
		this.pump = new Pump(executor, limits, this.traffic, clock);
		this.budget = new Budget(limits.historyBudget(), this::tidySoon);
	}

	/**
	 * Adds a subscriber to a room, which is made if need be.
	 * @param since the last message that the subscriber knows; null if it wants none but
	 * new ones
	 * @param greeting makes the frames that go to the subscriber before anything else
	 * @param notice goes to everyone in the room; its own side to the subscriber
	 */
	public Room join(String name, Subscriber subscriber, @Nullable Mark since, Greeting greeting, Content notice) {
		this.clients.increment();
		this.traffic.addOpened();
		boolean[] idle = new boolean[1];
		Room joined = this.rooms.compute(name, (key, found) -> {
			Room room = (found != null) ? found : new Room(key, this.limits, this.pump, this.budget);
			if (room.clients() == 0) {
				this.occupied.increment();
			}
			idle[0] = room.join(subscriber, since, greeting, notice);
			return room;
		});
		// Not earlier: who hears its welcome must find the room here.
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
		// Under the map's lock, as a join is: no one may come between the last one's
		// leave
		// and the look whether the room is empty.
		this.rooms.computeIfPresent(room.name(), (key, found) -> {
			boolean left = room.leave(subscriber, notice, () -> {
				this.clients.decrement();
				if (room.clients() == 0) {
					this.occupied.decrement();
				}
				before.run();
			}, whenServed);
			return (left && found.age(this.pump.now())) ? null : found;
		});
	}

	/**
	 * Adds a message of nobody in the room, which is made if need be.
	 */
	public Kept say(String name, Content content) {
		Kept[] kept = new Kept[1];
		this.rooms.compute(name, (key, found) -> {
			Room room = (found != null) ? found : new Room(key, this.limits, this.pump, this.budget);
			kept[0] = room.publish(null, content);
			return room;
		});
		return kept[0];
	}

	/**
	 * The room of this name, if somebody is in it or it has history.
	 */
	public Optional<Room> find(String name) {
		return Optional.ofNullable(this.rooms.get(name));
	}

	/**
	 * Forgets history that is too old, then, if all logs together are over their budget,
	 * that of the rooms in which nothing was said for longest; and the rooms that nothing
	 * is left of. To be called now and then.
	 */
	public void tidy() {
		this.tidying.set(false);
		long now = this.pump.now();
		for (Room room : this.rooms.values()) {
			drop(room, now);
		}
		if (this.budget.isOver()) {
			List<Room> idlest = new ArrayList<>(this.rooms.values());
			idlest.sort(Comparator.comparingLong(Room::lastActive));
			for (Room room : idlest) {
				if (this.budget.isEased()) {
					return;
				}
				room.shrink();
				drop(room, now);
			}
		}
	}

	private void tidySoon() {
		if (this.tidying.compareAndSet(false, true)) {
			this.keeper.execute(this::tidy);
		}
	}

	private void drop(Room room, long now) {
		if (room.age(now)) {
			this.rooms.computeIfPresent(room.name(), (key, found) -> found.age(now) ? null : found);
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
		return this.budget.used();
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
