package io.roomcast.engine.redis;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Tells which nodes live. Updated by one thread at a time, read by any.
 */
final class Nodes {

	// A node lives while its beats are seen to go on. That is judged by what this node
	// has seen itself, on its own clock, and only while its own beats went through: if
	// Redis was away, or this node was stopped, nobody is dead for that; then it
	// begins to watch anew.

	static final long BEAT_MILLIS = 3_000;

	/** A node that was not seen to beat for so long is dead. */
	private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(11);

	/** After a pause of so long between two own beats nothing is known of the others. */
	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2 * BEAT_MILLIS);

	/** A dead node is forgotten after so long. */
	private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);

	private final String self;

	private final ConcurrentMap<String, Seen> seen = new ConcurrentHashMap<>();

	// Nanoseconds of System.nanoTime().
	private volatile long updatedNanos = System.nanoTime();

	private volatile long otherClients;

	Nodes(String self) {
		this.self = self;
	}

	/**
	 * Takes the beats of all nodes, as they were answered to a beat of this one.
	 */
	void update(Map<String, NodeBeat> beats, long now) {
		boolean paused = now - this.updatedNanos > PAUSE_NANOS;
		long clients = 0;
		for (Map.Entry<String, NodeBeat> entry : beats.entrySet()) {
			String node = entry.getKey();
			if (!node.equals(this.self)) {
				this.seen.merge(node, new Seen(entry.getValue(), now), Seen::next);
				clients += isDead(node, now) ? 0 : entry.getValue().clients();
			}
		}
		if (paused) {
			this.seen.replaceAll((node, last) -> new Seen(last.beat(), now));
		}
		this.seen.values().removeIf((last) -> now - last.sinceNanos() > FORGET_NANOS);
		this.otherClients = clients;
		this.updatedNanos = now;
	}

	/**
	 * Returns whether a node is known to be dead. One of which nothing is known is
	 * watched from now on.
	 */
	boolean isDead(String node) {
		return isDead(node, this.updatedNanos);
	}

	private boolean isDead(String node, long now) {
		if (node.equals(this.self)) {
			return false;
		}
		Seen last = this.seen.computeIfAbsent(node, (id) -> new Seen(null, now));
		return now - last.sinceNanos() > DEAD_NANOS;
	}

	/**
	 * Returns the last beat that was seen of each other node that is dead.
	 */
	Map<String, NodeBeat> dead() {
		Map<String, NodeBeat> dead = new ConcurrentHashMap<>();
		this.seen.forEach((node, last) -> {
			if (last.beat() != null && isDead(node)) {
				dead.put(node, last.beat());
			}
		});
		return dead;
	}

	/**
	 * Returns how many other nodes live.
	 */
	long living() {
		return this.seen.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().beat() != null && !isDead(entry.getKey()))
			.count();
	}

	/**
	 * Returns how many clients the other nodes have together.
	 */
	long otherClients() {
		return this.otherClients;
	}

	/**
	 * When a node was first seen as it is.
	 *
	 * @param beat null if none was seen
	 */
	private record Seen(@Nullable NodeBeat beat, long sinceNanos) {

		Seen next(Seen current) {
			return Objects.equals(current.beat(), this.beat) ? this : current;
		}

	}

}
