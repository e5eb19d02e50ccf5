package io.roomcast.engine.redis;

import io.roomcast.engine.Entrance;
import io.roomcast.engine.Joined;
import io.roomcast.engine.LocalOccupant;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Joining;
import org.jspecify.annotations.Nullable;

/**
 * A client on its way into a room, or one whose place there Redis has lost.
 */
final class QueuedJoin extends Queued {

	private final LocalOccupant occupant;

	private final Token token;

	private final @Nullable Request request;

	private final boolean moves;

	private QueuedJoin(LocalOccupant occupant, Token token, @Nullable Request request, boolean moves) {
		super(new EntryPayload.Present(occupant.nick(), occupant.client(), token).encode(), request != null);
		this.occupant = occupant;
		this.token = token;
		this.request = request;
		this.moves = moves;
	}

	/**
	 * Makes one of a client that is not in the room yet.
	 */
	static QueuedJoin of(Entrance entrance, Token token, Joining joining, Joined then) {
		return new QueuedJoin(entrance.occupant(), token, new Request(entrance, joining, then), true);
	}

	/**
	 * Makes one of a client that is in the room here, but not in Redis.
	 */
	static QueuedJoin restoring(LocalOccupant occupant, Token token) {
		return new QueuedJoin(occupant, token, null, false);
	}

	/**
	 * Makes one of a client that is in the room here, but in Redis on another node.
	 */
	static QueuedJoin reclaiming(LocalOccupant occupant, Token token) {
		return new QueuedJoin(occupant, token, null, true);
	}

	/**
	 * Makes it again, as the client has another nick now. Under the token of before it
	 * may have been carried out with the other nick, and arrive yet.
	 */
	QueuedJoin again(Token token) {
		return new QueuedJoin(this.occupant, token, this.request, this.moves);
	}

	LocalOccupant occupant() {
		return this.occupant;
	}

	Token token() {
		return this.token;
	}

	/**
	 * Returns how the client joins; null if it is in the room already.
	 */
	@Nullable Request request() {
		return this.request;
	}

	@Override
	void addTo(PublishCall call) {
		if (this.moves) {
			call.join(this.occupant.nick(), this.occupant.client(), this.token.toString(), payload());
		}
		else {
			call.restore(this.occupant.nick(), this.occupant.client(), this.token.toString(), payload());
		}
	}

	@Override
	void unavailable(Unavailable why) {
		if (this.request != null) {
			this.request.then().unavailable(why);
		}
	}

	/**
	 * How a client joins.
	 */
	record Request(Entrance entrance, Joining joining, Joined then) {
	}

}
