package io.roomcast.engine.redis;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.roomcast.engine.redis.EntryPayload.Present;
import io.roomcast.engine.redis.Roster.Holder;
import io.roomcast.fanout.Room;

/**
 * Makes a room's roster the same as what stands in Redis, and releases what nobody there
 * or here claims. Guarded by its room.
 */
final class RosterComparison {

	// After a loss of data every node joins its clients anew. A client of another node is
	// told to have left only if its node has not done so for a while.

	/** For how long the other nodes may take to join their clients anew. */
	private static final long CONFIRM_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final Occupancy occupancy;

	private final RoomContext context;

	private final Roster roster;

	private final Set<Holder> unconfirmed = new HashSet<>(1);

	private long unconfirmedNanos;

	RosterComparison(Occupancy occupancy, RoomContext context, Roster roster) {
		this.occupancy = occupancy;
		this.context = context;
		this.roster = roster;
	}

	/**
	 * Notes that a client is there, or is known to have left.
	 */
	void confirm(Holder holder) {
		this.unconfirmed.remove(holder);
	}

	/**
	 * Compares the roster with what stands in Redis.
	 * @param lostData whether Redis knows only what it was told since it lost its data
	 */
	void compare(Room room, Map<String, Holder> current, boolean lostData) {
		current.values().forEach(this.unconfirmed::remove);
		Roster.Difference difference = this.roster.difference(current);
		difference.left().forEach((holder) -> missing(room, holder, lostData));
		difference.joined().forEach((holder) -> this.occupancy.joined(room, present(holder), lostData));
		difference.moved().forEach((holder) -> this.occupancy.joined(room, present(holder), lostData));
		releaseStrays();
	}

	private static Present present(Holder holder) {
		return new Present(holder.nick(), holder.client(), holder.token());
	}

	private void missing(Room room, Holder holder, boolean lostData) {
		if (this.occupancy.isHere(holder)) {
			this.occupancy.restore(holder);
		}
		else if (holder.local() == null && lostData) {
			this.unconfirmed.add(holder);
			this.unconfirmedNanos = System.nanoTime();
		}
		else if (this.unconfirmed.contains(holder)) {
			// Its node still has time.
		}
		else {
			this.occupancy.tellLeft(room, holder);
		}
	}

	/**
	 * Tells that clients left which no node has joined anew, and releases those of dead
	 * nodes, and those of this node that are not here.
	 * @param isDead tells of a node by its id
	 */
	void sweep(Room room, long now, Predicate<String> isDead) {
		if (!this.unconfirmed.isEmpty() && now - this.unconfirmedNanos > CONFIRM_NANOS) {
			Set.copyOf(this.unconfirmed).forEach((holder) -> this.occupancy.tellLeft(room, holder));
		}
		for (Holder holder : this.roster.all()) {
			if (holder.local() == null && !this.unconfirmed.contains(holder) && isDead.test(holder.token().node())) {
				this.occupancy.release(holder);
			}
		}
		releaseStrays();
	}

	/**
	 * Returns whether the roster has clients of this node that are not here.
	 */
	boolean hasStrays() {
		return this.roster.all().stream().anyMatch(this::isStray);
	}

	private void releaseStrays() {
		List<Holder> strays = this.roster.all().stream().filter(this::isStray).toList();
		strays.forEach(this.occupancy::release);
	}

	private boolean isStray(Holder holder) {
		return holder.token().node().equals(this.context.node()) && !this.occupancy.isHere(holder)
				&& !this.occupancy.isInUse(holder.token()) && !this.unconfirmed.contains(holder);
	}

}
