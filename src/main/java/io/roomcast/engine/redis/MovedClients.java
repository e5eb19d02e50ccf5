package io.roomcast.engine.redis;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.roomcast.engine.LocalOccupant;
import org.jspecify.annotations.Nullable;

/**
 * The clients of this node that another node has joined to the room, until it is known
 * which of the two they are on. Guarded by its room.
 */
final class MovedClients {

	// A join can be carried out late, when its client has given it up and has joined on
	// another node, or has come back to the one where it was. Then it is the last one in
	// the room's order, but not what the client wants. A client takes its session along
	// from node to node, so it is on the node that has the session. That node joins it
	// anew, the other one lets it go.

	private static final long RETRY_MILLIS = 1_000;

	private final RedisRoom owner;

	private final RoomContext context;

	private final NodeCalls calls;

	private final Consumer<LocalOccupant> whenStillHere;

	private final Set<LocalOccupant> moved = new HashSet<>(1);

	/**
	 * Makes one without clients.
	 * @param whenStillHere hears of a client that is on this node, under the room's lock
	 */
	MovedClients(RedisRoom owner, RoomContext context, Consumer<LocalOccupant> whenStillHere) {
		this.owner = owner;
		this.context = context;
		this.calls = new NodeCalls(context.settings().keys(), context.node());
		this.whenStillHere = whenStillHere;
	}

	boolean isEmpty() {
		return this.moved.isEmpty();
	}

	/**
	 * Adds a client, and finds out where it is. It is told if it is on another node.
	 */
	void add(LocalOccupant client) {
		if (this.moved.add(client)) {
			this.owner.later(() -> ask(client));
		}
	}

	/**
	 * Removes a client that leaves the room.
	 */
	void remove(LocalOccupant client) {
		this.moved.remove(client);
	}

	private void ask(LocalOccupant client) {
		String session = this.context.settings().keys().session(client.client());
		this.context.link()
			.get(session)
			.whenComplete((stored, failure) -> this.context.hub()
				.failures()
				.contain("finding out where a client is", () -> answered(client, stored, failure)));
	}

	@SuppressWarnings({ "FutureReturnValueIgnored", // what it finds is told elsewhere
			"NullableOptional" }) // null is a failure
	private void answered(LocalOccupant client, @Nullable Optional<String> session, @Nullable Throwable failure) {
		if (session == null) {
			this.context.lost(failure, "asking for the node of a session");
			this.context.timer().schedule(() -> ask(client), RETRY_MILLIS, TimeUnit.MILLISECONDS);
			return;
		}
		boolean isElsewhere = session.filter((stored) -> !this.calls.isOfThisNode(stored)).isPresent();
		this.owner.change(() -> {
			if (!this.moved.remove(client)) {
				return;
			}
			if (isElsewhere) {
				this.owner.later(client::movedAway);
			}
			else {
				this.whenStillHere.accept(client);
			}
		});
	}

}
