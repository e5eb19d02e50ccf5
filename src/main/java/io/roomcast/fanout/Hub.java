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
		boolean[] idle = new boolean[1];
		Room joined = this.rooms.compute(name, (key, found) -> {
			Room room = (found != null) ? found : new Room(key, this.limits, this.pump);
			idle[0] = room.join(subscriber, welcome, notice);
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
		boolean left = room.leave(subscriber, notice, () -> {
			this.clients.decrement();
			before.run();
		}, whenServed);
		if (!left) {
			return;
		}
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
