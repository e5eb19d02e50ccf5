package io.roomcast.engine.redis;

import java.util.List;
import java.util.Optional;

import io.roomcast.engine.Outcome;
import io.roomcast.engine.Reservation;
import io.roomcast.engine.redis.EntryPayload.Message;
import io.roomcast.engine.redis.PublishAnswer.Done;
import io.roomcast.engine.redis.QueuedJoin.Request;
import io.roomcast.engine.redis.Undone.Place;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.StoredMessage;

/**
 * Has the senders of a call's entries told what became of them. Used under the room's
 * lock.
 */
final class Settlement {

	private final RedisRoom owner;

	private final Occupancy occupancy;

	private final RoomContext context;

	Settlement(RedisRoom owner, Occupancy occupancy, RoomContext context) {
		this.owner = owner;
		this.occupancy = occupancy;
		this.context = context;
	}

	void settle(List<Queued> entries, Done done) {
		BatchHeader header = done.header();
		long offset = header.firstOffset();
		int undone = 0;
		for (int i = 0; i < entries.size(); i++) {
			EntryStatus status = header.status(i);
			if (status == EntryStatus.PLACED) {
				placed((QueuedMessage) entries.get(i), new Position(header.epoch(), offset, header.nonce()),
						header.at());
				offset++;
			}
			else if (status == EntryStatus.UNDONE) {
				undone(entries.get(i), done.undone().get(undone));
				undone++;
			}
			else if (entries.get(i) instanceof QueuedReservation reservation) {
				reserved(reservation, true);
			}
			else if (entries.get(i) instanceof QueuedLeave leave) {
				this.occupancy.released(leave);
			}
		}
	}

	private void placed(QueuedMessage message, Position position, long at) {
		this.context.hub().traffic().addReceived();
		if (message.settle()) {
			this.owner.later(() -> message.then().placed(message.stored(position, at)));
		}
	}

	private void undone(Queued entry, Undone why) {
		if (entry instanceof QueuedMessage message) {
			if (message.settle()) {
				this.owner.later(() -> notPlaced(message.then(), why));
			}
		}
		else if (entry instanceof QueuedLeave leave) {
			this.occupancy.nothingLeft(leave);
		}
		else if (why instanceof Undone.Held held) {
			held((QueuedJoin) entry, held.nick());
		}
		else if (why instanceof Undone.Taken taken) {
			taken(entry, Token.parse(taken.token()));
		}
	}

	private void notPlaced(Outcome then, Undone why) {
		if (why instanceof Undone.Known known) {
			then.repeated(position(known.place()), known.place().at());
		}
		else if (why instanceof Undone.Answered answered) {
			Message said = Message.decode(answered.payload());
			then.placed(new StoredMessage(this.context.contents().decode(this.owner.name(), said.content()),
					position(answered.place()), answered.place().at()));
		}
		else {
			then.idReused();
		}
	}

	private static Position position(Place place) {
		return new Position(place.epoch(), place.offset(), place.nonce());
	}

	/**
	 * Joins a client again under the nick that it has in the room on another node, unless
	 * it was told that it has not joined.
	 */
	private void held(QueuedJoin join, String nick) {
		this.occupancy.local().giveUp(join);
		if (join.request() == null) {
			this.occupancy.local().present(join, nick);
			return;
		}
		this.owner.releaseReservation(join);
		if (!join.isSettled()) {
			this.owner.later(() -> {
				join.occupant().keepNick(nick);
				this.owner.joinAgain(join);
			});
		}
	}

	private void taken(Queued entry, Token holder) {
		String nick = (entry instanceof QueuedJoin join) ? join.occupant().nick() : ((QueuedReservation) entry).nick();
		if (!entry.isSettled() && this.context.nodes().isDead(holder.node())) {
			this.occupancy.release(nick, holder);
			this.owner.add(QueuedReservation.releasing(nick, holder));
			this.owner.add(entry);
		}
		else if (entry instanceof QueuedReservation reservation) {
			reserved(reservation, false);
		}
		else {
			taken((QueuedJoin) entry);
		}
	}

	private void taken(QueuedJoin join) {
		Request request = join.request();
		if (request == null) {
			this.occupancy.local().displaced(join);
			return;
		}
		this.occupancy.local().giveUp(join);
		if (join.settle()) {
			this.owner.later(request.then()::nickTaken);
		}
	}

	private void reserved(QueuedReservation reservation, boolean done) {
		var then = reservation.then();
		if (then == null) {
			return;
		}
		if (reservation.settle()) {
			Optional<Reservation> answer = done ? Optional.of(reservation.reservation(this.owner.name()))
					: Optional.empty();
			this.owner.later(() -> then.complete(answer));
		}
		else if (done) {
			// Its client was told that there is no telling.
			this.owner.add(QueuedReservation.releasing(reservation.nick(), reservation.token()));
		}
	}

}
