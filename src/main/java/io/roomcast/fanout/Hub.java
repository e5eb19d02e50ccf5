package io.roomcast.fanout;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/**
 * All rooms of this node. A room is here while somebody is in it. Any thread.
 */
public final class Hub {

	private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();

	private final LongAdder clients = new LongAdder();

	private final Traffic traffic = new Traffic();

	private final Limits limits;

	private final Pump pump;

	/**
	 * Makes a hub without rooms.
	 * @param executor runs the passes; should have about one thread per core. What it
	 * rejects is not delivered
	 * @param limits the bounds of every room
	 */
	public Hub(Executor executor, Limits limits) {
		this.limits = limits;
		this.pump = new Pump(executor, limits, this.traffic);
	}

	/**
	 * Adds a subscriber to a room, which is made if need be.
	 * @param welcome frames that go to the subscriber before anything else
	 * @param notice goes to everyone in the room; its own side to the subscriber
	 */
	public Room join(String name, Subscriber subscriber, byte[] welcome, Content notice) {
		this.clients.increment();
		this.traffic.addOpened();
		return this.rooms.compute(name, (key, found) -> {
			Room room = (found != null) ? found : new Room(key, this.limits, this.pump);
			room.join(subscriber, welcome, notice);
			return room;
		});
	}

	/**
	 * Takes a subscriber out of its room; does nothing if it has left already.
	 */
	public void leave(Room room, Subscriber subscriber, Content notice) {
		if (!room.leave(subscriber, notice)) {
			return;
		}
		this.clients.decrement();
		this.rooms.computeIfPresent(room.name(), (key, found) -> (found.clients() == 0) ? null : found);
	}

	public Collection<Room> rooms() {
		return Collections.unmodifiableCollection(this.rooms.values());
	}

	public long clients() {
		return this.clients.sum();
	}

	public Traffic traffic() {
		return this.traffic;
	}

}
