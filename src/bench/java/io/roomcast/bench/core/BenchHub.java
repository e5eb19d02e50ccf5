package io.roomcast.bench.core;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Hub;
import io.roomcast.fanout.LeaveListener;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;

/**
 * Rooms whose passes run when they are told to, on the thread that measures: so the time
 * is that of the work, without that of waking another thread.
 */
final class BenchHub implements LeaveListener {

	private final Deque<Runnable> passes = new ArrayDeque<>();

	private final Hub hub = new Hub(this.passes::add, Limits.defaults(), Clock.systemUTC(), this.passes::add);

	private long subscribers;

	Subscriber subscriber() {
		return new Subscriber(++this.subscribers, new Sink(), Format.TEXT, null);
	}

	/**
	 * Makes a room with a number of subscribers.
	 */
	Room room(String name, int subscribers) {
		Room room = join(name, subscriber(), FixedContent.NOTHING);
		for (int i = 1; i < subscribers; i++) {
			join(name, subscriber(), FixedContent.NOTHING);
		}
		settle();
		return room;
	}

	Room join(String name, Subscriber subscriber, FixedContent notice) {
		return this.hub.join(name, subscriber, null, (joined) -> Frames.none(), notice);
	}

	void leave(Room room, Subscriber subscriber, FixedContent notice) {
		this.hub.leave(room, subscriber, notice, this);
	}

	/**
	 * Runs passes until all has been delivered.
	 */
	void settle() {
		Runnable pass = this.passes.poll();
		while (pass != null) {
			pass.run();
			pass = this.passes.poll();
		}
	}

	long delivered() {
		return this.hub.traffic().delivered();
	}

	@Override
	public void onLeft() {
		// Nothing waits for it.
	}

	@Override
	public void onServed() {
		// Nothing waits for it.
	}

}
