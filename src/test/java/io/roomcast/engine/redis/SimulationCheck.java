package io.roomcast.engine.redis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.roomcast.engine.redis.EngineSimulation.Faults;
import io.roomcast.engine.redis.SimulatedSocket.Heard;
import io.roomcast.engine.redis.SimulatedStay.State;
import io.roomcast.fanout.Position;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of nodes and clients when all is healed and done.
 */
record SimulationCheck(SimulatedRedis redis, SimulationLog log, List<SimulatedNode> nodes,
		List<SimulatedClient> clients, Faults faults, boolean isHistoryShort) {

	/**
	 * Notes all that is not as it should be.
	 */
	void run() {
		Map<String, Set<String>> present = new HashMap<>();
		for (SimulatedClient client : this.clients) {
			for (SimulatedStay stay : client.stays()) {
				this.log.require(stay.state() != State.COMING, stay + " was told nothing");
				this.log.require(!stay.isIn() || stay == client.current(), stay + " is in, too");
			}
			SimulatedStay current = client.current();
			if (current != null) {
				present.computeIfAbsent(current.room(), (made) -> new TreeSet<>())
					.add(current.nick() + ":" + client.number() + "@" + current.node().id);
			}
			checkSockets(client, current);
		}
		for (String room : List.of("one", "two")) {
			checkRoom(room, present.getOrDefault(room, Set.of()));
		}
		checkMessages();
		for (SimulatedNode node : this.nodes) {
			this.log.require(node.hub.failures().count() == 0, node.id + " has failed");
			node.rooms.all().forEach((room) -> this.log.require(!room.isBusy(), room.name() + " is busy"));
		}
	}

	private void checkRoom(String room, Set<String> present) {
		SimulatedRoom kept = this.redis.copy(SimulatedNode.keys(room));
		Set<String> inRedis = new TreeSet<>();
		kept.clients.forEach((field, value) -> {
			if (field.startsWith("n:")) {
				inRedis.add(field.substring(2) + ":" + value.replaceAll(" (.*):.*", "@$1"));
			}
			this.log.require(!field.startsWith("r:") || this.faults == Faults.ROLLBACK,
					field + " is reserved for ever in " + room);
		});
		this.log.require(inRedis.equals(present), "in " + room + " are " + present + ", in Redis " + inRedis);
		this.log.require(kept.joined == present.size(), "in " + room + " Redis counts " + kept.joined);
		for (SimulatedNode node : this.nodes) {
			RedisRoom found = node.rooms.find(room);
			if (found != null && found.room() != null) {
				Set<String> listed = found.presence()
					.all()
					.stream()
					.map((holder) -> holder.nick() + ":" + holder.client() + "@" + holder.token().node())
					.collect(Collectors.toCollection(TreeSet::new));
				this.log.require(listed.equals(present),
						"in " + room + " are " + present + ", on " + node.id + " " + listed);
				this.log.require(found.room().clients() == present.size(),
						"in " + room + " are " + present + ", " + node.id + " counts " + found.room().clients());
			}
		}
	}

	private void checkSockets(SimulatedClient client, @Nullable SimulatedStay current) {
		for (SimulatedSocket socket : client.sockets()) {
			Heard heard = socket.check();
			this.log.gaps.addAndGet(heard.gaps());
			this.log.require(heard.gaps() == 0 || this.isHistoryShort || this.faults.loseData(),
					"client " + client.number() + " heard of a gap: " + heard);
			this.log.require(!socket.isLogReplaced() || this.isHistoryShort || this.faults.loseData(),
					"client " + client.number() + " was closed: " + heard);
			boolean isOpen = current != null && socket == current.socket() && !socket.isLogReplaced();
			if (current != null && isOpen && current.state() == State.CONNECTED) {
				SimulatedRoom kept = this.redis.copy(SimulatedNode.keys(current.room()));
				Position reached = heard.reached();
				this.log.require(
						reached != null && reached.offset() == kept.offset
								&& (kept.offset == 0 || Long.toString(reached.nonce()).equals(kept.last)),
						current + " has reached " + reached + ", Redis is at " + kept.offset + "-" + kept.last);
				Set<String> there = new TreeSet<>();
				kept.clients.forEach((field, value) -> {
					if (field.startsWith("n:")) {
						there.add(field.substring(2) + ":" + value.substring(0, value.indexOf(' ')));
					}
				});
				// It hears nothing of itself, under whatever nick it was there before.
				there.removeIf((present) -> present.endsWith(":" + client.number()));
				heard.clients().removeIf((present) -> present.endsWith(":" + client.number()));
				this.log.require(heard.clients().equals(there),
						current + " has heard of " + heard.clients() + ", there are " + there + ": " + heard);
			}
		}
	}

	private void checkMessages() {
		Map<Position, String> placed = this.redis.placed();
		Map<String, Long> counts = placed.values()
			.stream()
			.collect(Collectors.groupingBy((text) -> text, TreeMap::new, Collectors.counting()));
		Set<String> toldPlaced = new HashSet<>();
		for (SimulatedClient client : this.clients) {
			for (SimulatedMessage message : client.messages()) {
				this.log.require(!message.isForgotten(), message.text() + " was told nothing");
				Position position = message.position();
				if (position != null) {
					toldPlaced.add(message.text());
					this.log.require(message.text().equals(placed.get(position)),
							message.text() + " was not placed at " + position);
				}
			}
		}
		if (this.faults.loseData()) {
			return;
		}
		counts.forEach((text, count) -> this.log.require(count == 1, text + " was placed " + count + " times"));
		for (SimulatedClient client : this.clients) {
			for (SimulatedMessage message : client.messages()) {
				this.log.require(
						!"unavailable".equals(message.told()) || toldPlaced.contains(message.text())
								|| !counts.containsKey(message.text()),
						message.text() + " was placed, though unavailable");
			}
		}
	}

}
