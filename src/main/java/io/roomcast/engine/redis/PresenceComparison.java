package io.roomcast.engine.redis;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.roomcast.engine.redis.EntryPayload.Present;
import io.roomcast.engine.redis.PresenceList.Holder;
import io.roomcast.fanout.Room;

/**
 * Makes a room's presence list the same as what stands in Redis, and releases what nobody
 * there or here claims. Guarded by its room.
 */
final class PresenceComparison {

	// After a loss of data every node joins its clients anew. A client of another node is
	// told to have left only if its node has not done so for a while.

	/** For how long the other nodes may take to join their clients anew. */
	private static final long CONFIRM_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final Occupancy occupancy;

	private final RoomContext context;

	private final PresenceList presence;

	private final Set<Holder> unconfirmed = new HashSet<>(1);

	private long unconfirmedNanos;

	PresenceComparison(Occupancy occupancy, RoomContext context, PresenceList presence) {
		this.occupancy = occupancy;
		this.context = context;
		this.presence = presence;
	}

	/**
	 * Notes that a client is there, or is known to have left.
	 */
	void confirm(Holder holder) {
		this.unconfirmed.remove(holder);
	}

	/**
	 * Compares the presence list with what stands in Redis.
	 * @param lostData whether Redis knows only what it was told since it lost its data
	 */
	void compare(Room room, Map<String, Holder> current, boolean lostData) {
		current.values().forEach(this.unconfirmed::remove);
		PresenceList.Difference difference = this.presence.difference(current);
		difference.left().forEach((holder) -> missing(room, holder, lostData));
		difference.joined().forEach((holder) -> this.occupancy.joined(room, present(holder), lostData));
		difference.moved().forEach((holder) -> this.occupancy.joined(room, present(holder), lostData));
		releaseStrays();
	}

	private static Present present(Holder holder) {
		return new Present(holder.nick(), holder.client(), holder.token());
	}

	private void missing(Room room, Holder holder, boolean lostData) {
		if (this.occupancy.local().isHere(holder)) {
			this.occupancy.local().restore(holder);
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
		for (Holder holder : this.presence.all()) {
			if (holder.local() == null && !this.unconfirmed.contains(holder) && isDead.test(holder.token().node())) {
				this.occupancy.release(holder);
			}
		}
		releaseStrays();
	}

	/**
	 * Returns whether the presence list has clients of this node that are not here.
	 */
	boolean hasStrays() {
		return this.presence.all().stream().anyMatch(this::isStray);
	}

	private void releaseStrays() {
		List<Holder> strays = this.presence.all().stream().filter(this::isStray).toList();
		strays.forEach(this.occupancy::release);
	}

	private boolean isStray(Holder holder) {
		return holder.token().node().equals(this.context.node()) && !this.occupancy.local().isHere(holder)
				&& !this.occupancy.local().isInUse(holder.token()) && !this.unconfirmed.contains(holder);
	}

}
