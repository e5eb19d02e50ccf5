package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import io.roomcast.engine.redis.EngineSimulation.Faults;
import io.roomcast.engine.redis.SimulatedStay.State;
import io.roomcast.fanout.Position;
import org.jspecify.annotations.Nullable;

/**
 * A client that is in one room at most, and moves between the nodes. What it does it does
 * under its lock, as the engine's real clients do.
 */
final class SimulatedClient {

	private static final List<String> ROOMS = List.of("one", "two");

	private static final int NICKS = 8;

	private final SimulatedRedis redis;

	private final SimulationLog log;

	private final List<SimulatedNode> nodes;

	private final long number;

	private final Random random;

	private final Faults faults;

	private final ThreadLocal<Boolean> calling = ThreadLocal.withInitial(() -> false);

	// Guarded by this.
	private final List<SimulatedStay> stays = new ArrayList<>();

	private final List<SimulatedMessage> messages = new ArrayList<>();

	private final List<SimulatedSocket> sockets = new ArrayList<>();

	private boolean movesBack;

	SimulatedClient(SimulatedRedis redis, SimulationLog log, List<SimulatedNode> nodes, long number, Random random,
			Faults faults) {
		this.redis = redis;
		this.log = log;
		this.nodes = nodes;
		this.number = number;
		this.random = random;
		this.faults = faults;
	}

	SimulationLog log() {
		return this.log;
	}

	long number() {
		return this.number;
	}

	boolean changesItsMind() {
		return this.random.nextInt(3) == 0;
	}

	SimulatedSocket open(@Nullable Position since) {
		SimulatedSocket opened = new SimulatedSocket(this.redis, this.log, this.number, since, !this.faults.loseData());
		this.sockets.add(opened);
		return opened;
	}

	/**
	 * Returns where its last connection has brought it.
	 */
	@Nullable Position reached() {
		return this.sockets.get(this.sockets.size() - 1).check().reached();
	}

	void calling(Runnable call) {
		this.calling.set(true);
		call.run();
		this.calling.set(false);
	}

	boolean isCalling() {
		return this.calling.get();
	}

	/**
	 * Returns whether it wants to be, or was, on another node later, or an earlier join
	 * elsewhere may have been carried out twice.
	 */
	boolean mayBeElsewhere(SimulatedStay than) {
		return !isLast(than) || this.redis.isElsewhere(this.number, than.node().id) || this.faults.loseData();
	}

	synchronized List<SimulatedStay> stays() {
		return List.copyOf(this.stays);
	}

	synchronized List<SimulatedMessage> messages() {
		return List.copyOf(this.messages);
	}

	synchronized List<SimulatedSocket> sockets() {
		return List.copyOf(this.sockets);
	}

	/**
	 * Returns where it is now; null if it is nowhere.
	 */
	synchronized @Nullable SimulatedStay current() {
		SimulatedStay last = this.stays.isEmpty() ? null : this.stays.get(this.stays.size() - 1);
		return (last != null && last.isIn()) ? last : null;
	}

	/**
	 * Ends what a node has kept of the client that is on another one by now, as it may
	 * not have come to this room there.
	 */
	synchronized void endGrace() {
		SimulatedStay current = current();
		this.stays.stream().filter((stay) -> stay.isIn() && stay != current).forEach(SimulatedStay::leave);
	}

	/**
	 * Does something at random.
	 */
	synchronized void act() {
		if (this.movesBack) {
			return;
		}
		if (this.random.nextInt(5) == 0) {
			endGrace();
		}
		SimulatedStay last = this.stays.isEmpty() ? null : this.stays.get(this.stays.size() - 1);
		if (last != null && last.state() == State.COMING) {
			hesitate(last);
			return;
		}
		SimulatedStay current = current();
		if (current == null) {
			come();
		}
		else if (current.state() == State.AWAY) {
			goOn(current);
		}
		else {
			live(current);
		}
	}

	private SimulatedNode anyNode() {
		if (this.faults == Faults.ROLLBACK) {
			// Which of two nodes is right about where a client was cannot be told then.
			return this.nodes.get((int) (this.number % this.nodes.size()));
		}
		return this.nodes.get(this.random.nextInt(this.nodes.size()));
	}

	/**
	 * Begins a stay on a node when that has the client's session.
	 */
	private void stay(SimulatedNode node, String room, String nick, Consumer<SimulatedStay> begin) {
		SimulatedStay next = new SimulatedStay(this, node, room, nick);
		this.stays.add(next);
		node.link.claim(this.number, node.id).whenComplete((done, failure) -> {
			synchronized (this) {
				if (failure != null) {
					next.refuse();
				}
				else {
					begin.accept(next);
				}
			}
		});
	}

	/**
	 * Comes to a room, under a nick of its own.
	 */
	synchronized void come(String room) {
		come(room, anyNode());
	}

	/**
	 * Comes to a room on a node.
	 */
	synchronized void come(String room, SimulatedNode node) {
		stay(node, room, "own" + this.number, (next) -> next.join(null, null));
	}

	/**
	 * Joins on another node, without having left.
	 */
	synchronized void move(SimulatedNode next) {
		SimulatedStay current = this.stays.get(this.stays.size() - 1);
		move(next, current.nick());
	}

	private void move(SimulatedNode next, String nick) {
		SimulatedStay current = this.stays.get(this.stays.size() - 1);
		current.disconnect();
		Position since = reached();
		stay(next, current.room(), nick, (stay) -> stay.join(since, null));
	}

	/**
	 * Comes back to a node that it has not left, though it may be on its way to another
	 * one.
	 */
	synchronized void moveBack(SimulatedStay stay) {
		this.movesBack = true;
		stay.node().link.claim(this.number, stay.node().id).whenComplete((done, failure) -> {
			synchronized (this) {
				this.movesBack = false;
				if (failure == null && stay.state() == State.AWAY) {
					this.stays.forEach(SimulatedStay::disconnect);
					this.stays.remove(stay);
					this.stays.add(stay);
					stay.reconnect();
				}
			}
		});
	}

	/**
	 * Says something where it is.
	 */
	synchronized SimulatedMessage say() {
		return say(this.stays.get(this.stays.size() - 1), true);
	}

	private void come() {
		String room = ROOMS.get(this.random.nextInt(ROOMS.size()));
		SimulatedNode node = anyNode();
		if (isComing(node)) {
			return;
		}
		boolean reserves = this.random.nextInt(3) == 0;
		stay(node, room, "nick" + this.random.nextInt(NICKS), (next) -> {
			if (reserves) {
				next.reserve();
			}
			else {
				next.join(null, null);
			}
		});
	}

	private void goOn(SimulatedStay current) {
		switch (this.random.nextInt(4)) {
			case 0 -> current.leave();
			case 1 -> move(current);
			default -> current.reconnect();
		}
	}

	private void live(SimulatedStay current) {
		switch (this.random.nextInt(20)) {
			case 0, 1 -> current.leave();
			case 2, 3 -> current.disconnect();
			case 4 -> move(current);
			case 5, 6 -> sayAgain(current);
			default -> say(current, this.random.nextBoolean());
		}
	}

	/**
	 * Joins on another node, without having left.
	 */
	private void move(SimulatedStay current) {
		SimulatedNode next = anyNode();
		if (next == current.node() || isComing(next)) {
			return;
		}
		move(next, (this.random.nextInt(4) == 0) ? "nick" + this.random.nextInt(NICKS) : current.nick());
	}

	boolean isLast(SimulatedStay stay) {
		return this.stays.indexOf(stay) == this.stays.size() - 1;
	}

	private boolean isComing(SimulatedNode to) {
		return this.stays.stream().anyMatch((stay) -> stay.node() == to && stay.state() == State.COMING);
	}

	/**
	 * Comes back to where it was before, as it has heard nothing yet from where it has
	 * gone.
	 */
	private void hesitate(SimulatedStay coming) {
		SimulatedStay before = (this.stays.size() > 1) ? this.stays.get(this.stays.size() - 2) : null;
		SimulatedSocket socket = coming.socket();
		if (before != null && before.state() == State.AWAY && before.room().equals(coming.room()) && socket != null
				&& socket.check().reached() == null && this.random.nextInt(3) == 0) {
			moveBack(before);
		}
	}

	private SimulatedMessage say(SimulatedStay current, boolean hasId) {
		SimulatedMessage message = new SimulatedMessage(current, this.number + "-" + this.messages.size(), hasId);
		this.messages.add(message);
		current.say(message);
		return message;
	}

	/**
	 * Says something again whose outcome is not known, or is that it was not said.
	 */
	private void sayAgain(SimulatedStay current) {
		if (!this.messages.isEmpty()) {
			SimulatedMessage last = this.messages.get(this.messages.size() - 1);
			if (last.id() != null && last.by().room().equals(current.room())) {
				SimulatedMessage again = last.again(current);
				this.messages.add(again);
				current.say(again);
			}
		}
	}

	/**
	 * Leaves for good.
	 */
	synchronized void leave() {
		SimulatedStay current = current();
		if (current != null) {
			current.leave();
		}
	}

}
