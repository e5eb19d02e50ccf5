package io.roomcast.engine.redis;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.roomcast.engine.LocalOccupant;
import io.roomcast.engine.redis.EntryPayload.Present;
import io.roomcast.engine.redis.QueuedJoin.Request;
import io.roomcast.engine.redis.PresenceList.Holder;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Room;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a room's presence list in step with Redis. Guarded by its room.
 */
final class Occupancy {

	// The presence list follows the joins and leaves that arrive in the room's order, and
	// nothing else: what a call is answered may tell of a later state. If some did not
	// arrive, or an answer does not fit, it is compared with what stands in Redis.
	//
	// What stands in Redis can be wrong about the clients of this node (LocalClients). A
	// token of this node that nobody here has is released.

	private final RedisRoom owner;

	private final RoomContext context;

	private final PresenceList presence = new PresenceList();

	private final LocalClients local;

	private final Set<Token> releasing = new HashSet<>(1);

	private final PresenceComparison comparison;

	Occupancy(RedisRoom owner, RoomContext context) {
		this.owner = owner;
		this.context = context;
		this.local = new LocalClients(owner, context, this.presence);
		this.comparison = new PresenceComparison(this, context, this.presence);
	}

	PresenceList presence() {
		return this.presence;
	}

	LocalClients local() {
		return this.local;
	}

	PresenceComparison comparison() {
		return this.comparison;
	}

	/**
	 * Returns whether clients of this node are in the room, or about to join it, or are
	 * held to be in it.
	 */
	boolean isOccupiedHere() {
		return !this.local.isEmpty() || this.comparison.hasStrays();
	}

	/**
	 * Has a client leave again, if it is still there.
	 */
	void overtake(QueuedLeave leave) {
		Holder holder = this.presence.find(leave.nick());
		if (holder != null && holder.token().equals(leave.token())) {
			release(holder);
		}
	}

	/**
	 * Has a client of this node leave. Does nothing if it has moved to another one.
	 */
	void leave(LocalOccupant occupant) {
		Token token = this.local.remove(occupant);
		if (token != null) {
			release(occupant.nick(), occupant.client(), token);
		}
	}

	/**
	 * Releases a nick that a client holds which is not there any more.
	 */
	void release(String nick, Token token) {
		Holder holder = this.presence.find(nick);
		release(nick, (holder != null) ? holder.client() : QueuedMessage.NOBODY, token);
	}

	/**
	 * Releases a nick that is not to be held any more as it is.
	 */
	void release(Holder holder) {
		release(holder.nick(), holder.client(), holder.token());
	}

	private void release(String nick, long client, Token token) {
		if (this.releasing.add(token)) {
			this.owner.add(new QueuedLeave(nick, client, token));
		}
	}

	/**
	 * Fills the presence list of a room that nobody here is in yet.
	 */
	void begin(Room room, Map<String, Holder> current) {
		current.values().forEach(this.presence::put);
		room.count(this.presence.size());
		current.values().forEach(this::releaseUnknown);
	}

	/**
	 * Takes a client that has joined, or was in the room before, on this node or on
	 * another, and moved.
	 */
	void joined(Room room, Present client) {
		joined(room, client, false);
	}

	/**
	 * Takes a client that has joined.
	 * @param lostData whether it may be that it has not, but that Redis knows only where
	 * it was before
	 */
	void joined(Room room, Present client, boolean lostData) {
		QueuedJoin join = this.local.removeJoin(client.token());
		Holder known = this.presence.find(client.nick());
		if (known != null) {
			this.comparison.confirm(known);
		}
		Holder holder = new Holder(client.nick(), client.client(), client.token(),
				this.local.occupant(join, known, client));
		this.local.tellGone(known, holder, lostData);
		Request request = (join != null) ? join.request() : null;
		if (join != null && request != null && join.settle()) {
			arrive(room, holder, join.occupant(), request);
			return;
		}
		put(room, holder);
		if (!this.local.isHeld(holder) && !hasMovedHere(known, holder)) {
			releaseUnknown(holder);
		}
	}

	/**
	 * Returns whether a client was on another node before. That one may join it anew: if
	 * it does not, the client is released when the room is swept.
	 */
	private boolean hasMovedHere(@Nullable Holder known, Holder holder) {
		return known != null && known.client() == holder.client() && !known.token().node().equals(this.context.node());
	}

	/**
	 * Releases what this node holds for nobody: a client that was told it has not joined,
	 * as Redis had not answered in time.
	 */
	private void releaseUnknown(Holder holder) {
		if (holder.token().node().equals(this.context.node())) {
			release(holder);
		}
	}

	private void put(Room room, Holder holder) {
		Holder known = this.presence.find(holder.nick());
		if (known != null && known.client() == holder.client()) {
			this.presence.put(holder);
			return;
		}
		tellReplaced(room, known);
		Content notice = this.context.contents().joined(room.name(), holder.nick(), holder.client());
		room.tell(holder.client(), notice, this.presence.size() + 1, () -> this.presence.put(holder));
	}

	/**
	 * Tells that a client left whose nick another one has now.
	 */
	private void tellReplaced(Room room, @Nullable Holder known) {
		if (known != null) {
			tellLeft(room, known);
		}
	}

	private void arrive(Room room, Holder holder, LocalOccupant occupant, Request request) {
		this.local.add(occupant, holder.token());
		Holder known = this.presence.find(holder.nick());
		boolean counted = known != null && known.client() == holder.client();
		if (!counted) {
			tellReplaced(room, known);
		}
		Joining asked = request.joining();
		Joining joining = new Joining(asked.start(), (result) -> {
			this.presence.put(holder);
			return asked.welcome().frames(result);
		}, counted ? null : this.context.contents().joined(room.name(), holder.nick(), holder.client()));
		int clients = this.presence.size() + (counted ? 0 : 1);
		try {
			this.context.hub().join(room, request.entrance().subscriber(), joining, clients);
		}
		catch (RuntimeException | Error ex) {
			this.context.hub().failures().add("joining client " + holder.client(), ex);
			put(room, holder);
			leave(occupant);
			this.owner.later(() -> request.then().unavailable(RoomContext.unavailable(room.name())));
			return;
		}
		this.owner.later(() -> request.then().joined(room));
	}

	/**
	 * Takes a client that has left.
	 */
	void left(Room room, Present client) {
		this.releasing.remove(client.token());
		Holder holder = this.presence.find(client.nick());
		if (holder == null || !holder.token().equals(client.token())) {
			return;
		}
		if (this.local.isHere(holder)) {
			// Another node took this one for dead: nobody here need hear of that.
			this.local.restore(holder);
		}
		else {
			tellLeft(room, holder);
		}
	}

	/**
	 * Notes that a client's hold on its nick is released.
	 */
	void released(QueuedLeave leave) {
		this.releasing.remove(leave.token());
	}

	/**
	 * Notes that there was nothing to release.
	 */
	void nothingLeft(QueuedLeave leave) {
		released(leave);
		Holder holder = this.presence.find(leave.nick());
		if (holder != null && holder.token().equals(leave.token())) {
			this.owner.comparePresence();
		}
	}

	/**
	 * Takes a client out of the presence list, and tells the others.
	 */
	void tellLeft(Room room, Holder holder) {
		this.releasing.remove(holder.token());
		this.comparison.confirm(holder);
		Content notice = this.context.contents().left(room.name(), holder.nick(), holder.client());
		room.tell(holder.client(), notice, this.presence.size() - 1, () -> this.presence.remove(holder));
	}

}
