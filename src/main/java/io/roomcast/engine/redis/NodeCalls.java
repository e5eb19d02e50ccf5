package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.roomcast.engine.SessionRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls that are about nodes, sessions and what rooms there are.
 *
 * @param node the id of this node
 */
record NodeCalls(RedisKeys keys, String node) {

	/**
	 * Notes that this node is alive; answered by all nodes, by their ids.
	 */
	ScriptCall<Map<String, NodeBeat>> beat(NodeBeat beat) {
		return ScriptCall.of(Script.BEAT, List.of(this.keys.nodes()),
				List.of(this.node, beat.counter(), beat.clients(), beat.name()), NodeCalls::nodes);
	}

	/**
	 * Removes a node, unless it has beaten since it was seen; answered by whether it was
	 * removed.
	 */
	ScriptCall<Boolean> dropNode(String id, NodeBeat seen) {
		return ScriptCall.of(Script.DROP_NODE, List.of(this.keys.nodes()), List.of(id, seen.counter()),
				NodeCalls::isOne);
	}

	/**
	 * Notes that rooms are in use.
	 * @param ttl how long they are if they are not noted again
	 */
	ScriptCall<List<String>> noteRooms(Duration ttl, List<String> names) {
		List<Object> arguments = new ArrayList<>(names.size() + 1);
		arguments.add(ttl.toMillis());
		arguments.addAll(names);
		return ScriptCall.of(Script.ROOMS, List.of(this.keys.rooms()), arguments, NodeCalls::texts);
	}

	/**
	 * Lists the rooms in use; answered by their names.
	 * @param ttl as with {@link #noteRooms}
	 */
	ScriptCall<List<String>> listRooms(Duration ttl) {
		return noteRooms(ttl, List.of());
	}

	/**
	 * Raises the counter of clients' numbers to a number that is in use.
	 */
	ScriptCall<Optional<String>> raiseNumbers(long least) {
		return ScriptCall.of(Script.RAISE, List.of(this.keys.numbers()), List.of(least), NodeCalls::maybeText);
	}

	/**
	 * Makes a session of another node one of this node; answered by how it was, if there
	 * is such a session and the secret is right.
	 */
	ScriptCall<Optional<ClaimedSession>> claimSession(long client, String secretHash, Duration ttl) {
		return ScriptCall.of(Script.CLAIM_SESSION, List.of(this.keys.session(client)),
				List.of(secretHash, this.node, ttl.toMillis()),
				(answer) -> maybeText(answer).map((text) -> ClaimedSession.parse(text, client, secretHash)));
	}

	/**
	 * Forgets a session, if it is this node's; answered by whether it was.
	 */
	ScriptCall<Boolean> forgetSession(long client) {
		return ScriptCall.of(Script.FORGET_SESSION, List.of(this.keys.session(client)), List.of(this.node),
				NodeCalls::isOne);
	}

	/**
	 * Returns what is stored for a session of this node.
	 */
	String stored(SessionRecord session) {
		return this.node + " " + session.secretHash() + " " + session.nick();
	}

	/**
	 * Returns whether what is stored for a session tells of this node.
	 */
	boolean isOfThisNode(String stored) {
		return stored.startsWith(this.node + " ");
	}

	private static boolean isOne(@Nullable Object answer) {
		return Long.valueOf(1).equals(answer);
	}

	private static Optional<String> maybeText(@Nullable Object answer) {
		return (answer != null) ? Optional.of(ScriptCall.text(answer)) : Optional.empty();
	}

	private static List<String> texts(@Nullable Object answer) {
		if (!(answer instanceof List<?> texts)) {
			throw new IllegalArgumentException("no list but " + answer);
		}
		return texts.stream().map(ScriptCall::text).toList();
	}

	private static Map<String, NodeBeat> nodes(@Nullable Object answer) {
		if (!(answer instanceof List<?> hash)) {
			throw new IllegalArgumentException("no nodes but " + answer);
		}
		Map<String, NodeBeat> nodes = new HashMap<>();
		for (int i = 0; i < hash.size(); i += 2) {
			nodes.put(ScriptCall.text(hash.get(i)), NodeBeat.parse(ScriptCall.text(hash.get(i + 1))));
		}
		return Map.copyOf(nodes);
	}

	/**
	 * A session as it was before it was claimed.
	 *
	 * @param node the node that had it
	 */
	record ClaimedSession(String node, SessionRecord session) {

		private static ClaimedSession parse(String text, long client, String secretHash) {
			int space = text.indexOf(' ');
			return new ClaimedSession(text.substring(0, space),
					new SessionRecord(client, text.substring(space + 1), secretHash));
		}

	}

}
