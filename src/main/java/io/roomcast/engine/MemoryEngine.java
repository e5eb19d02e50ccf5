package io.roomcast.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

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

	private static final Duration TIDY_PERIOD = Duration.ofSeconds(1);

	private final ExecutorService pumpThreads;

	private final ScheduledExecutorService keeper;

	private final Hub hub;

	private final Future<?> tidying;

	/**
	 * Makes an engine without rooms.
	 * @param pumpThreads deliver; belong to the engine from now on
	 * @param keeper looks after old history now and then; belongs to the engine, too
	 */
	MemoryEngine(ExecutorService pumpThreads, ScheduledExecutorService keeper, Limits limits) {
		this.pumpThreads = pumpThreads;
		this.keeper = keeper;
		this.hub = new Hub(pumpThreads, keeper, limits, Clock.systemUTC());
		this.tidying = keeper.scheduleWithFixedDelay(this.hub::tidy, TIDY_PERIOD.toMillis(), TIDY_PERIOD.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.tidying.cancel(false);
		this.keeper.shutdownNow();
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
	public Traffic traffic() {
		return this.hub.traffic();
	}

}
