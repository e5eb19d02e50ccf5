package io.roomcast.engine;

import java.util.Collection;
import java.util.concurrent.ExecutorService;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Hub;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic;

/**
 * The engine of a single node: a room's log in this process is the room's order.
 */
final class MemoryEngine implements Engine, AutoCloseable {

	private final ExecutorService pumpThreads;

	private final Hub hub;

	/**
	 * Makes an engine without rooms.
	 * @param pumpThreads deliver; belong to the engine from now on
	 */
	MemoryEngine(ExecutorService pumpThreads, Limits limits) {
		this.pumpThreads = pumpThreads;
		this.hub = new Hub(pumpThreads, limits);
	}

	@Override
	public void close() {
		this.pumpThreads.shutdownNow();
	}

	@Override
	public Room join(String room, Subscriber subscriber, byte[] welcome, Content notice) {
		return this.hub.join(room, subscriber, welcome, notice);
	}

	@Override
	public void leave(Room room, Subscriber subscriber, Content notice, Runnable before, Runnable whenServed) {
		this.hub.leave(room, subscriber, notice, before, whenServed);
	}

	@Override
	public void publish(Room room, Subscriber sender, Content message) {
		room.publish(sender, message);
	}

	@Override
	public long clients() {
		return this.hub.clients();
	}

	@Override
	public Collection<Room> rooms() {
		return this.hub.rooms();
	}

	@Override
	public Traffic traffic() {
		return this.hub.traffic();
	}

}
