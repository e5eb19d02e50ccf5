package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

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

	private final Map<String, SimulatedNode> uncertain = new HashMap<>();

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
		return this.stays.indexOf(than) < this.stays.size() - 1 || this.faults.loseData();
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
		if (this.random.nextInt(5) == 0) {
			endGrace();
		}
		if (this.stays.stream().anyMatch((stay) -> stay.state() == State.COMING)) {
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

	/**
	 * Returns a node: if one could not tell in time whether the client has joined there,
	 * that one, as it may join yet and move the client away from any other.
	 */
	private SimulatedNode anyNode(String room) {
		if (this.faults == Faults.ROLLBACK) {
			// Which of two nodes is right about where a client was cannot be told then.
			return this.nodes.get((int) (this.number % this.nodes.size()));
		}
		SimulatedNode only = this.uncertain.get(room);
		return (only != null) ? only : this.nodes.get(this.random.nextInt(this.nodes.size()));
	}

	/**
	 * Notes whether a node could tell what has become of a join.
	 */
	void answered(SimulatedStay stay, boolean isCertain) {
		if (isCertain) {
			this.uncertain.remove(stay.room());
		}
		else {
			this.uncertain.put(stay.room(), stay.node());
		}
	}

	/**
	 * Comes to a room, under a nick of its own.
	 */
	synchronized void come(String room) {
		SimulatedStay next = new SimulatedStay(this, anyNode(room), room, "own" + this.number);
		this.stays.add(next);
		next.join(null, null);
	}

	/**
	 * Joins on another node, without having left.
	 */
	synchronized void move(SimulatedNode next) {
		SimulatedStay current = this.stays.get(this.stays.size() - 1);
		current.disconnect();
		SimulatedStay stay = new SimulatedStay(this, next, current.room(), current.nick());
		this.stays.add(stay);
		stay.join(reached(), null);
	}

	/**
	 * Says something where it is.
	 */
	synchronized SimulatedMessage say() {
		return say(this.stays.get(this.stays.size() - 1), true);
	}

	private void come() {
		String room = ROOMS.get(this.random.nextInt(ROOMS.size()));
		SimulatedStay next = new SimulatedStay(this, anyNode(room), room, "nick" + this.random.nextInt(NICKS));
		this.stays.add(next);
		if (this.random.nextInt(3) == 0) {
			next.reserve();
		}
		else {
			next.join(null, null);
		}
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
		SimulatedNode next = anyNode(current.room());
		if (next == current.node()) {
			return;
		}
		current.disconnect();
		String nick = (this.random.nextInt(4) == 0) ? "nick" + this.random.nextInt(NICKS) : current.nick();
		SimulatedStay stay = new SimulatedStay(this, next, current.room(), nick);
		this.stays.add(stay);
		stay.join(reached(), null);
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
