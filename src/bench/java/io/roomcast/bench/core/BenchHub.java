package io.roomcast.bench.core;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Hub;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.LeaveListener;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.Outlet;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Start;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.WriteWaiter;

/**
 * Rooms whose passes run when they are told to, on the thread that measures: so the time
 * is that of the work, without that of waking another thread.
 */
final class BenchHub implements LeaveListener {

	private static final Content MESSAGE = new FixedContent(Frames.text("echo: " + "x".repeat(128)),
			Frames.text("user_1: " + "x".repeat(128)));

	// Not announced, as in a very big room.
	private static final Content NO_NOTICE = new FixedContent(Frames.none(), Frames.none());

	private final Deque<Runnable> passes = new ArrayDeque<>();

	private final Hub hub = new Hub(this.passes::add, Limits.defaults(), Clock.systemUTC(), this.passes::add);

	private final Subscriber stranger = new Subscriber(0, new Sink(), Format.TEXT, null);

	private long subscribers;

	Subscriber subscriber() {
		return subscriber(new Sink());
	}

	private Subscriber subscriber(Outlet outlet) {
		return new Subscriber(++this.subscribers, outlet, Format.TEXT, null);
	}

	/**
	 * Makes a room with a number of subscribers.
	 */
	Room room(String name, int subscribers) {
		Room room = join(name, subscriber());
		for (int i = 1; i < subscribers; i++) {
			join(name, subscriber());
		}
		settle();
		return room;
	}

	/**
	 * Makes a room with one subscriber.
	 */
	Room room(String name, Outlet outlet) {
		Room room = join(name, subscriber(outlet));
		settle();
		return room;
	}

	Room join(String name, Subscriber subscriber) {
		return this.hub.join(name, subscriber, new Joining(Start.NOW, (joined) -> Frames.none(), NO_NOTICE));
	}

	void leave(Room room, Subscriber subscriber) {
		this.hub.leave(room, subscriber, NO_NOTICE, this);
	}

	/**
	 * Says so many messages in a room, then has them delivered together. The speaker is
	 * not in the room: one who is would see a rendering of its own.
	 * @return how much has been delivered since the beginning
	 */
	long say(Room room, int messages) {
		for (int i = 0; i < messages; i++) {
			publish(room, this.stranger);
		}
		return settle();
	}

	/**
	 * Says one message in each room, then has them delivered together.
	 * @return how much has been delivered since the beginning
	 */
	long sayInEach(List<Room> rooms) {
		for (Room room : rooms) {
			publish(room, this.stranger);
		}
		return settle();
	}

	void publish(Room room, Subscriber speaker) {
		room.publish(speaker, MESSAGE);
	}

	/**
	 * Runs passes until all has been delivered.
	 * @return how much has been delivered since the beginning
	 */
	long settle() {
		Runnable pass = this.passes.poll();
		while (pass != null) {
			pass.run();
			pass = this.passes.poll();
		}
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

	/**
	 * A message whose frames are made already: what encoding costs does not grow with the
	 * subscribers, and is not asked here.
	 */
	private static final class FixedContent implements Content {

		private final byte[] sendersFrames;

		private final byte[] othersFrames;

		FixedContent(byte[] sendersFrames, byte[] othersFrames) {
			this.sendersFrames = sendersFrames;
			this.othersFrames = othersFrames;
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return this.sendersFrames;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return this.othersFrames;
		}

		@Override
		public int size() {
			return this.othersFrames.length;
		}

	}

	/**
	 * An outlet whose socket takes everything at once and forgets it.
	 */
	private static final class Sink implements Outlet {

		@Override
		public WriteResult write(ByteBuffer wire, WriteWaiter writer) {
			wire.position(wire.limit());
			return WriteResult.COMPLETE;
		}

		@Override
		public void finish(ByteBuffer rest) {
			throw new IllegalStateException("a sink takes everything at once");
		}

		@Override
		public void giveUp(WriteWaiter writer) {
			throw new IllegalStateException("a sink lets nobody wait");
		}

		@Override
		public void send(byte[] frames) {
			// Forgotten, too.
		}

		@Override
		public boolean deferUntilSent(Runnable action, int limit) {
			return false;
		}

		@Override
		public void close(Disconnect disconnect) {
			throw new IllegalStateException("a sink is closed with " + disconnect);
		}

		@Override
		public void closeWhenServed(Disconnect disconnect) {
			close(disconnect);
		}

	}

}
