package io.roomcast.harness;

import java.util.ArrayList;
import java.util.List;

/**
 * A slot of a Redis Cluster that moves from one master to another while it is in use. For
 * one thread at a time.
 */
public final class SlotMove {

	private static final String TIMEOUT_MILLIS = "5000";

	private static final String KEYS_AT_A_TIME = "3";

	private final String slot;

	private final RedisProcess from;

	private final RedisProcess to;

	private final List<RedisProcess> others;

	/**
	 * Prepares a move to the first of the other masters.
	 */
	SlotMove(int slot, RedisProcess from, List<RedisProcess> others) {
		this.slot = Integer.toString(slot);
		this.from = from;
		this.to = others.get(0);
		this.others = List.copyOf(others.subList(1, others.size()));
	}

	RedisProcess from() {
		return this.from;
	}

	RedisProcess to() {
		return this.to;
	}

	/**
	 * Opens the move: what is not in the slot yet is to be found at its new master.
	 */
	public void begin() {
		this.to.run("CLUSTER", "SETSLOT", this.slot, "IMPORTING", id(this.from));
		this.from.run("CLUSTER", "SETSLOT", this.slot, "MIGRATING", id(this.to));
	}

	/**
	 * Moves some of the keys.
	 * @return false if there are none left
	 */
	public boolean moveKeys() {
		List<String> keys = this.from.run("CLUSTER", "GETKEYSINSLOT", this.slot, KEYS_AT_A_TIME);
		if (!keys.isEmpty()) {
			List<String> migrate = new ArrayList<>(
					List.of("MIGRATE", "127.0.0.1", Integer.toString(this.to.port()), "", "0", TIMEOUT_MILLIS, "KEYS"));
			migrate.addAll(keys);
			this.from.run(migrate.toArray(String[]::new));
		}
		return !keys.isEmpty();
	}

	/**
	 * Closes the move, when all keys are there.
	 */
	public void end() {
		String owner = id(this.to);
		this.to.run("CLUSTER", "SETSLOT", this.slot, "NODE", owner);
		this.from.run("CLUSTER", "SETSLOT", this.slot, "NODE", owner);
		this.others.forEach((other) -> other.run("CLUSTER", "SETSLOT", this.slot, "NODE", owner));
	}

	private static String id(RedisProcess master) {
		return master.run("CLUSTER", "MYID").get(0);
	}

}
