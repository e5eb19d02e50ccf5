package io.roomcast.engine.redis;

import java.util.HashMap;
import java.util.Map;

import io.roomcast.engine.LocalOccupant;
import io.roomcast.engine.redis.EntryPayload.Present;
import io.roomcast.engine.redis.PresenceList.Holder;
import org.jspecify.annotations.Nullable;

/**
 * The clients of this node that are in a room or about to join it. Guarded by its room.
 */
final class LocalClients {

	// What stands in Redis can be wrong about the clients of this node: another node took
	// this one for dead, Redis has lost its data, or a join was carried out late. So the
	// room knows by itself who is here, and with which token; a client that is here but
	// not in Redis is joined anew under a new token.

	private final RedisRoom owner;

	private final RoomContext context;

	private final PresenceList presence;

	// Each with its last token.
	private final Map<LocalOccupant, Token> here = new HashMap<>(4);

	private final Map<Token, QueuedJoin> joins = new HashMap<>(4);

	private final MovedClients moved;

	LocalClients(RedisRoom owner, RoomContext context, PresenceList presence) {
		this.owner = owner;
		this.context = context;
		this.presence = presence;
		this.moved = new MovedClients(owner, context, this::reclaim);
	}

	/**
	 * Returns whether no client of this node is in the room, or about to join it, or may
	 * be in it.
	 */
	boolean isEmpty() {
		return this.here.isEmpty() && this.joins.isEmpty() && this.moved.isEmpty();
	}

	/**
	 * Returns whether a client of this node is here, with whatever token.
	 */
	boolean isHere(Holder holder) {
		return holder.local() != null && this.here.containsKey(holder.local());
	}

	/**
	 * Returns whether a client of this node has a token, or is to get it.
	 */
	boolean isInUse(Token token) {
		return this.joins.containsKey(token) || this.here.containsValue(token);
	}

	/**
	 * Has a client join.
	 */
	void join(QueuedJoin join) {
		this.joins.put(join.token(), join);
		this.owner.add(join);
	}

	/**
	 * Forgets a client that will not join.
	 */
	void giveUp(QueuedJoin join) {
		this.joins.remove(join.token(), join);
	}

	/**
	 * Forgets a join that was carried out and is not valid any more, though it did not
	 * arrive here.
	 */
	void overtake(QueuedJoin join) {
		if (!this.joins.remove(join.token(), join)) {
			return;
		}
		this.owner.comparePresence();
		if (join.request() != null) {
			if (join.settle()) {
				this.owner.later(() -> join.unavailable(RoomContext.unavailable(this.owner.name())));
			}
			return;
		}
		LocalOccupant occupant = join.occupant();
		Holder holder = this.presence.find(occupant);
		if (holder != null && this.here.replace(occupant, join.token(), holder.token())) {
			restore(holder);
		}
		else if (this.here.remove(occupant, join.token())) {
			this.moved.add(occupant);
		}
	}

	/**
	 * Removes the join that was carried out with a token, as it has arrived.
	 * @return null if it is not of this node, or has arrived before
	 */
	@Nullable QueuedJoin removeJoin(Token token) {
		return this.joins.remove(token);
	}

	/**
	 * Adds a client that has joined.
	 */
	void add(LocalOccupant occupant, Token token) {
		this.here.put(occupant, token);
	}

	/**
	 * Removes a client that leaves the room.
	 * @return its last token; null if it is not here
	 */
	@Nullable Token remove(LocalOccupant occupant) {
		this.moved.remove(occupant);
		return this.here.remove(occupant);
	}

	/**
	 * Returns the client of this node that has joined; null if it is of another one. If
	 * Redis went back, or has carried out a batch twice, it holds its nick with an older
	 * token: that is its last token then.
	 */
	@Nullable LocalOccupant occupant(@Nullable QueuedJoin join, @Nullable Holder known, Present client) {
		if (join != null && join.request() != null) {
			return join.occupant();
		}
		LocalOccupant local = null;
		if (join != null) {
			local = join.occupant();
		}
		else if (known != null && known.client() == client.client() && isHere(known)
				&& client.token().node().equals(this.context.node())) {
			local = known.local();
		}
		if (local != null) {
			this.here.replace(local, client.token());
		}
		return local;
	}

	/**
	 * Has a client of this node told that it is out, as its nick is held by another one,
	 * or on another node, if it is there.
	 */
	void tellGone(@Nullable Holder known, Holder holder, boolean lostData) {
		LocalOccupant local = (known != null) ? known.local() : null;
		if (known != null && local != null && local != holder.local() && this.here.remove(local) != null) {
			if (known.client() != holder.client() || lostData) {
				this.owner.later(local::displaced);
			}
			else if (holder.local() != null) {
				this.owner.later(local::movedAway);
			}
			else {
				this.moved.add(local);
			}
		}
	}

	/**
	 * Returns whether a client of this node is here, with this token.
	 */
	boolean isHeld(Holder holder) {
		return holder.local() != null && holder.token().equals(this.here.get(holder.local()));
	}

	/**
	 * Joins a client of this node anew, unless that is under way.
	 */
	void restore(Holder holder) {
		LocalOccupant local = holder.local();
		if (local != null && holder.token().equals(this.here.get(local))) {
			Token token = this.context.nextToken();
			this.here.put(local, token);
			join(QueuedJoin.restoring(local, token));
		}
	}

	/**
	 * Joins a client of this node anew that a late join has moved to another node.
	 */
	private void reclaim(LocalOccupant client) {
		if (isHereAnew(client)) {
			this.owner.later(client::movedAway);
			return;
		}
		Token token = this.context.nextToken();
		this.here.put(client, token);
		join(QueuedJoin.reclaiming(client, token));
	}

	private boolean isHereAnew(LocalOccupant client) {
		Holder holder = this.presence.find(client.nick());
		return (holder != null && holder.local() != null) || this.joins.values()
			.stream()
			.anyMatch((join) -> join.request() != null && join.occupant().client() == client.client());
	}

	/**
	 * Notes that a client which was to be joined anew is in the room already. If with its
	 * nick, what arrives tells where.
	 */
	void present(QueuedJoin join, String nick) {
		LocalOccupant occupant = join.occupant();
		Holder holder = this.presence.find(occupant);
		if (nick.equals(occupant.nick())) {
			if (holder != null) {
				this.here.replace(occupant, join.token(), holder.token());
			}
		}
		else {
			displaced(join);
		}
	}

	/**
	 * Notes that a client which was to be joined anew cannot be, as its nick is taken.
	 */
	void displaced(QueuedJoin join) {
		giveUp(join);
		LocalOccupant occupant = join.occupant();
		if (this.presence.find(occupant) != null) {
			this.owner.comparePresence();
		}
		if (this.here.remove(occupant, join.token())) {
			this.owner.later(occupant::displaced);
		}
	}

}
