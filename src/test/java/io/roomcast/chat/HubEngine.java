package io.roomcast.chat;

import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.JoinResult.WelcomeEncoder;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Hub;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.fanout.LeaveListener;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose passes run when a test says so, on the test's thread.
 */
final class HubEngine implements Engine {

	private final Queue<Runnable> passes = new ConcurrentLinkedQueue<>();

	private final Hub hub;

	private boolean failing;

	HubEngine(Limits limits) {
		this.hub = new Hub(this.passes::add, limits, Clock.systemUTC(), this.passes::add);
	}

	/**
	 * From now on nobody can join.
	 */
	void failJoins() {
		this.failing = true;
	}

	/**
	 * Runs everything, also what is added meanwhile.
	 */
	void runAll() {
		while (runOne()) {
			Thread.onSpinWait();
		}
	}

	/**
	 * Runs what has waited longest; any thread.
	 * @return whether anything waited
	 */
	boolean runOne() {
		Runnable next = this.passes.poll();
		if (next != null) {
			next.run();
		}
		return next != null;
	}

	@Override
	public Room join(String room, Subscriber subscriber, @Nullable Position since, WelcomeEncoder welcome,
			Content notice) {
		if (this.failing) {
			throw new IllegalStateException("thrown by a test");
		}
		return this.hub.join(room, subscriber, since, welcome, notice);
	}

	@Override
	public void leave(Room room, Subscriber subscriber, Content notice, LeaveListener listener) {
		this.hub.leave(room, subscriber, notice, listener);
	}

	@Override
	public boolean publish(Room room, Subscriber sender, Content message) {
		return room.publish(sender, message);
	}

	@Override
	public @Nullable StoredMessage say(String room, Content message, @Nullable String idempotencyKey) {
		return this.hub.say(room, message);
	}

	@Override
	public void seal() {
		this.hub.seal();
	}

	@Override
	public Collection<Room> rooms() {
		return this.hub.rooms();
	}

	@Override
	public Optional<Room> find(String room) {
		return this.hub.find(room);
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
	public Budget clientBudget() {
		return this.hub.clientBudget();
	}

	@Override
	public Failures failures() {
		return this.hub.failures();
	}

	@Override
	public Traffic traffic() {
		return this.hub.traffic();
	}

}
