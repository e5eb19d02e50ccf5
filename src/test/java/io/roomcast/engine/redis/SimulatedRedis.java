package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.roomcast.engine.redis.EntryPayload.Message;
import io.roomcast.engine.redis.SimulatedRoom.Published;
import io.roomcast.fanout.Position;
import org.jspecify.annotations.Nullable;

/**
 * Does what Redis does with the calls of several nodes, one after the other, and
 * remembers every position that a message ever got. Any thread may call.
 */
final class SimulatedRedis {

	// All guarded by this.
	private Map<String, SimulatedRoom> rooms = new HashMap<>();

	private final Map<String, String> nodes = new TreeMap<>();

	private final Map<String, Set<SimulatedLink>> subscribers = new HashMap<>();

	private final Map<Position, String> placed = new HashMap<>();

	/** Which node has the session of a client, by its key. */
	private final Map<String, String> sessions = new HashMap<>();

	private long numbers;

	/**
	 * Runs a script.
	 * @return its answer, before it is decoded
	 */
	synchronized @Nullable Object run(ScriptCall<?> call) {
		String first = call.keys().get(0);
		return switch (call.script()) {
			case PUBLISH -> publish(call);
			case READ -> room(first).read(call.arguments());
			case TOUCH -> room(first).top();
			case BEAT -> beat(SimulatedRoom.text(call.arguments().get(0)), call.arguments());
			case ROOMS -> List.of();
			default -> null;
		};
	}

	private byte[] publish(ScriptCall<?> call) {
		Published published = room(call.keys().get(0)).publish(call.keys(), call.arguments());
		byte[] told = published.told();
		if (told != null) {
			note(Batch.parse(told));
			publish(SimulatedRoom.text(call.arguments().get(13)), told);
		}
		return published.answer();
	}

	private void note(Batch batch) {
		long offset = batch.header().firstOffset();
		for (Batch.Published entry : batch.entries()) {
			if (entry.status() == EntryStatus.PLACED) {
				this.placed.put(new Position(batch.header().epoch(), offset++, batch.header().nonce()),
						SimulatedRoom.text(Message.decode(entry.payload()).content()));
			}
		}
	}

	private List<Object> beat(String node, List<byte[]> arguments) {
		this.nodes.put(node, SimulatedRoom.text(arguments.get(1)) + " " + SimulatedRoom.text(arguments.get(2)) + " "
				+ SimulatedRoom.text(arguments.get(3)));
		List<Object> all = new ArrayList<>();
		this.nodes.forEach((id, beat) -> {
			all.add(SimulatedRoom.bytes(id));
			all.add(SimulatedRoom.bytes(beat));
		});
		return all;
	}

	private SimulatedRoom room(String log) {
		return this.rooms.computeIfAbsent(log, (made) -> new SimulatedRoom());
	}

	/**
	 * Returns a copy of what there is of a room.
	 */
	synchronized SimulatedRoom copy(RoomKeys keys) {
		return new SimulatedRoom(room(keys.log()));
	}

	/**
	 * Gives a client's session to a node.
	 */
	synchronized void claim(long client, String node) {
		this.sessions.put(SimulatedNode.session(client), node + " hash nick");
	}

	/**
	 * Returns whether another node has a client's session.
	 */
	synchronized boolean isElsewhere(long client, String node) {
		return !this.sessions.getOrDefault(SimulatedNode.session(client), node).startsWith(node);
	}

	synchronized Optional<String> session(String key) {
		return Optional.ofNullable(this.sessions.get(key));
	}

	synchronized long increment(long by) {
		this.numbers += by;
		return this.numbers;
	}

	synchronized void publish(String channel, byte[] message) {
		this.subscribers.getOrDefault(channel, Set.of()).forEach((link) -> link.hear(channel, message));
	}

	synchronized void subscribe(String channel, SimulatedLink link) {
		this.subscribers.computeIfAbsent(channel, (made) -> new HashSet<>()).add(link);
	}

	synchronized void unsubscribe(String channel, SimulatedLink link) {
		this.subscribers.getOrDefault(channel, new HashSet<>()).remove(link);
	}

	synchronized void unsubscribe(SimulatedLink link) {
		this.subscribers.values().forEach((links) -> links.remove(link));
	}

	/**
	 * Returns what every message that ever got a position says, by the positions.
	 */
	synchronized Map<Position, String> placed() {
		return new HashMap<>(this.placed);
	}

	synchronized @Nullable String placedAt(Position position) {
		return this.placed.get(position);
	}

	/**
	 * Returns the rooms as they are now.
	 */
	synchronized Map<String, SimulatedRoom> snapshot() {
		Map<String, SimulatedRoom> copies = new HashMap<>();
		this.rooms.forEach((key, room) -> copies.put(key, new SimulatedRoom(room)));
		return copies;
	}

	/**
	 * Goes back to what the rooms were. The snapshot is used up.
	 */
	synchronized void restore(Map<String, SimulatedRoom> snapshot) {
		this.rooms = snapshot;
	}

}
