package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Nodes with clients on a Redis of which each step is taken at random, faults included;
 * then all is healed, and everybody must agree. One thread, so that a seed tells all.
 */
final class EngineSimulation {

	private static final int CLIENTS = 6;

	private static final int KINDS = 6;

	private final Faults faults;

	private final Random random;

	private final SimulatedRedis redis = new SimulatedRedis();

	private final SimulationLog log = new SimulationLog();

	private final List<SimulatedNode> nodes = new ArrayList<>();

	private final List<SimulatedClient> clients = new ArrayList<>();

	private final boolean isHistoryShort;

	private @Nullable Map<String, SimulatedRoom> snapshot;

	EngineSimulation(long seed, Faults faults) {
		this.faults = faults;
		this.random = new Random(seed);
		this.isHistoryShort = this.random.nextInt(4) == 0;
		int count = 2 + this.random.nextInt(2);
		for (int i = 0; i < count; i++) {
			this.nodes.add(new SimulatedNode("node" + i, this.redis, this.isHistoryShort ? 5 : 1000));
		}
		for (int i = 1; i <= CLIENTS; i++) {
			this.clients.add(new SimulatedClient(this.redis, this.log, this.nodes, i, this.random, faults));
		}
	}

	SimulationLog log() {
		return this.log;
	}

	/**
	 * Takes steps, then checks what has come of them.
	 */
	List<String> run(int steps) {
		for (int i = 0; i < steps && this.log.faults().isEmpty(); i++) {
			step();
		}
		this.clients.forEach(SimulatedClient::endGrace);
		heal(this.nodes);
		this.clients.forEach(SimulatedClient::endGrace);
		heal(this.nodes);
		if (this.log.faults().isEmpty()) {
			new SimulationCheck(this.redis, this.log, this.nodes, this.clients, this.faults, this.isHistoryShort).run();
		}
		if (this.log.faults().isEmpty()) {
			empty();
		}
		return this.log.faults();
	}

	private void step() {
		SimulatedNode node = this.nodes.get(this.random.nextInt(this.nodes.size()));
		int dice = this.random.nextInt(1000);
		if (dice < 250) {
			this.clients.get(this.random.nextInt(CLIENTS)).act();
		}
		else if (dice < 940) {
			node.step(this.random.nextInt(KINDS));
		}
		else if (dice < 970) {
			pass(node);
		}
		else {
			fail(node);
		}
	}

	private void pass(SimulatedNode node) {
		switch (this.random.nextInt(12)) {
			case 0 -> node.tick(3);
			case 1 -> node.tick(5);
			case 2 -> node.check();
			case 3 -> node.sweep(0, "nobody");
			case 4, 5 -> node.timer.runDelayed();
			case 6 -> letGo(node);
			default -> node.tick(0);
		}
	}

	/**
	 * Lets the rooms go that a node has not used for long. Its pump has caught up by
	 * then, and Redis does not go back so far.
	 */
	private void letGo(SimulatedNode node) {
		if (this.faults != Faults.ROLLBACK) {
			node.settle();
			node.letGo();
		}
	}

	private void fail(SimulatedNode node) {
		int dice = this.random.nextInt(10);
		if (this.faults == Faults.NONE) {
			return;
		}
		switch (dice) {
			case 0 -> node.link.disconnect(this.random.nextBoolean());
			case 1, 2 -> node.link.reconnect();
			case 3 -> node.link.stopHearing();
			case 4, 5 -> node.link.hearAgain();
			case 6 -> node.link.deafen();
			case 7 -> node.link.refuse();
			case 8 -> node.link.carryOutLate();
			default -> failHard(node);
		}
	}

	private void failHard(SimulatedNode node) {
		switch (this.faults) {
			case DEAD -> node.sweep(0, this.nodes.get(this.random.nextInt(this.nodes.size())).id);
			case LOSS -> fork(new HashMap<>());
			case ROLLBACK -> rollBack();
			default -> {
			}
		}
	}

	private void rollBack() {
		Map<String, SimulatedRoom> before = this.snapshot;
		this.snapshot = null;
		if (before != null) {
			fork(before);
		}
		else {
			this.snapshot = this.redis.snapshot();
		}
	}

	private void fork(Map<String, SimulatedRoom> before) {
		this.nodes.forEach((node) -> {
			node.link.fork();
		});
		this.redis.restore(before);
	}

	/**
	 * Ends all faults, and does all that is to be done then.
	 */
	static void heal(List<SimulatedNode> nodes) {
		nodes.forEach((node) -> {
			while (node.link.carryOutLate()) {
				node.settle();
			}
			node.link.reconnect();
			node.link.hearAgain();
		});
		for (int i = 0; i < 8; i++) {
			settle(nodes);
			nodes.forEach((node) -> {
				node.tick(0);
				node.check();
				node.sweep(0, "nobody");
			});
			settle(nodes);
			nodes.forEach((node) -> {
				while (node.timer.runDelayed()) {
					node.settle();
				}
			});
		}
		nodes.forEach((node) -> node.sweep(11, "nobody"));
		settle(nodes);
	}

	private static void settle(List<SimulatedNode> nodes) {
		boolean more = true;
		while (more) {
			more = false;
			for (SimulatedNode node : nodes) {
				more |= node.settle();
			}
		}
	}

	/**
	 * Has all clients leave: nothing may be left.
	 */
	private void empty() {
		this.clients.forEach(SimulatedClient::leave);
		heal(this.nodes);
		for (SimulatedNode node : this.nodes) {
			node.letGo();
			node.letGo();
			node.rooms.all().forEach((room) -> this.log.fault("room " + room.name() + " stays on " + node.id));
			node.hub.cleanUp();
			this.log.require(node.hub.rooms().isEmpty(), "the hub of " + node.id + " has rooms");
		}
	}

	/**
	 * What goes wrong.
	 */
	enum Faults {

		/** Nothing but that all takes its time. */
		NONE,

		/** Connections are lost. */
		CONNECTIONS,

		/** Nodes are taken for dead, too. */
		DEAD,

		/** Redis loses all data, too. */
		LOSS,

		/** Redis goes back to an older state, too. */
		ROLLBACK;

		boolean loseData() {
			return this == LOSS || this == ROLLBACK;
		}

	}

}
