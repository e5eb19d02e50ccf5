package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import io.roomcast.engine.EngineTraffic.Event;
import io.roomcast.engine.redis.Batch.Published;
import io.roomcast.engine.redis.EntryPayload.Present;
import io.roomcast.fanout.Placed;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.StoredMessage;

/**
 * Makes a room's log on this node the same as in Redis. Guarded by its room.
 */
final class Follower {

	// Every batch that is published in a room has the next number there, a nonce of its
	// own, and names the nonce of the batch before. One that continues what this node has
	// is appended. One that does not shows a hole, which is filled from the stream, or a
	// fork: Redis went back to an older state (a replica without the last writes was
	// promoted, an old dump was restored) and goes on from there. Then the log goes back
	// to the last message that both branches share, and the clients are told of the gap.
	//
	// A batch of this node comes twice: with the answer to its call, and as published.
	// The one that comes first is taken.

	/** For how many batches it is remembered that they were taken. */
	private static final int REMEMBERED = 16;

	private final RoomContext context;

	private final Occupancy occupancy;

	private final Room room;

	private final long[] nonces = new long[REMEMBERED];

	private final SentCalls calls;

	private final MessageDecoder decoder;

	private RoomTop top;

	private Position last;

	// Batches up to this one were not taken one by one, but read.
	private long readUpTo;

	/**
	 * Makes one of a room whose log and presence list are as they stood in Redis.
	 */
	Follower(RoomContext context, Occupancy occupancy, Room room, RoomTop top) {
		this.context = context;
		this.occupancy = occupancy;
		this.room = room;
		this.calls = new SentCalls(occupancy);
		this.decoder = new MessageDecoder(context, room.name());
		this.top = top;
		this.last = top.position();
		this.readUpTo = top.batch();
	}

	/**
	 * Makes the log and the presence list of a room from what was read.
	 */
	static Follower open(String name, RoomContext context, Occupancy occupancy, RoomRead read) {
		List<Placed> history = new MessageDecoder(context, name).decode(read);
		Room room = context.hub().open(name, history, read.top().position());
		RoomPresence presence = read.presence();
		if (presence != null) {
			occupancy.begin(room, PresenceList.holders(presence));
		}
		return new Follower(context, occupancy, room, read.top());
	}

	Room room() {
		return this.room;
	}

	/**
	 * Returns where this node is: the last batch that it has.
	 */
	RoomTop top() {
		return this.top;
	}

	/**
	 * Returns the position of the last message that this node has.
	 */
	Position last() {
		return this.last;
	}

	/**
	 * Returns the calls of this node that may arrive yet.
	 */
	SentCalls calls() {
		return this.calls;
	}

	/**
	 * Takes a batch, if it is the next one.
	 */
	Verdict accept(Batch batch) {
		BatchHeader header = batch.header();
		if (header.epoch() == this.top.epoch() && header.batch() <= this.top.batch()) {
			return isRemembered(header) ? Verdict.KNOWN : Verdict.FORK;
		}
		boolean first = this.top.epoch() == 0 && header.batch() == 1;
		if (header.epoch() != this.top.epoch() && !first) {
			return Verdict.FORK;
		}
		if (header.batch() > this.top.batch() + 1) {
			return Verdict.HOLE;
		}
		if (header.previousNonce() != this.top.batchNonce()) {
			return Verdict.FORK;
		}
		append(batch);
		return Verdict.APPENDED;
	}

	private boolean isRemembered(BatchHeader header) {
		return header.batch() <= Math.max(this.readUpTo, this.top.batch() - REMEMBERED)
				|| this.nonces[slot(header.batch())] == header.nonce();
	}

	private static int slot(long batch) {
		return (int) (batch % REMEMBERED);
	}

	private void append(Batch batch) {
		BatchHeader header = batch.header();
		// First: a batch that cannot be read must leave the log as it is.
		Iterator<Present> clients = clients(batch).iterator();
		Call call = this.calls.remove(header.nonce());
		if (call != null) {
			this.context.traffic().addLag(call.entries().get(0).ageNanos(System.nanoTime()));
		}
		beginEpoch(header.epoch());
		List<Placed> messages = new ArrayList<>(batch.entries().size());
		long offset = header.firstOffset();
		for (Published entry : batch.entries()) {
			if (entry.status() == EntryStatus.PLACED) {
				Position position = new Position(header.epoch(), offset, header.nonce());
				messages.add((call != null && call.entries().get(entry.index()) instanceof QueuedMessage own)
						? new Placed(own.content(), own.client(), position, header.at())
						: this.decoder.decode(entry.payload(), position, header.at()));
				offset++;
			}
			else {
				accept(messages);
				follow(entry.status(), clients.next());
			}
		}
		accept(messages);
		moveTo(new RoomTop(header.epoch(), header.lastOffset(), header.lastMessageNonce(), header.batch(),
				header.nonce(), header.presence(), header.clients(), header.at()));
		// Another one has its number: Redis went back to before it was carried out.
		this.calls.overtakeAll((other) -> other.isWithin(header.batch()));
	}

	/**
	 * Has a log that has had no message yet be of an epoch that was not known before.
	 */
	private void beginEpoch(long epoch) {
		if (this.last.offset() == 0 && this.last.epoch() != epoch) {
			this.last = new Position(epoch, 0, Position.NO_NONCE);
			this.room.begin(this.last);
		}
	}

	private void accept(List<Placed> messages) {
		if (!messages.isEmpty()) {
			this.room.accept(List.copyOf(messages));
			messages.clear();
		}
	}

	/**
	 * Returns the clients that a batch tells of.
	 * @throws IllegalArgumentException if one of them cannot be read
	 */
	private static List<Present> clients(Batch batch) {
		return batch.entries()
			.stream()
			.filter((entry) -> entry.status() != EntryStatus.PLACED)
			.map((entry) -> Present.decode(entry.payload()))
			.toList();
	}

	private void follow(EntryStatus status, Present client) {
		switch (status) {
			case JOINED, MOVED -> this.occupancy.joined(this.room, client);
			case LEFT -> this.occupancy.left(this.room, client);
			default -> throw new IllegalArgumentException("nobody is told of " + status);
		}
	}

	private void moveTo(RoomTop next) {
		this.top = next;
		this.last = next.position();
		this.nonces[slot(next.batch())] = next.batchNonce();
	}

	/**
	 * Adds what was read after the last message that this node has. No batch may have
	 * been taken since it was asked for.
	 * @return false if it does not continue this log, and nothing was added: then all
	 * that Redis has must be read
	 */
	boolean fill(RoomRead read) {
		RoomTop now = read.top();
		boolean older = now.batch() < this.top.batch()
				|| (now.batch() == this.top.batch() && now.batchNonce() != this.top.batchNonce());
		if (now.epoch() != this.top.epoch() || older || !continues(read)) {
			return false;
		}
		int known = (this.last.offset() > 0 && !read.messages().isEmpty()) ? 1 : 0;
		List<Placed> missed = this.decoder.decode(read).subList(known, read.messages().size());
		if (!missed.isEmpty()) {
			this.context.traffic().add(Event.GAPS_FILLED);
			this.room.accept(missed);
		}
		finish(read, false);
		return true;
	}

	private boolean continues(RoomRead read) {
		if (read.messages().isEmpty()) {
			return read.top().position().equals(this.last);
		}
		KeptMessage first = read.messages().get(0);
		return (this.last.offset() > 0) ? read.position(first).equals(this.last) : first.offset() == 1;
	}

	/**
	 * Goes on from all that Redis has, which this log is no beginning of: back to the
	 * last message that both have, then with what Redis has after it. The clients are
	 * told of the gap, unless there is none.
	 */
	void rebase(RoomRead read) {
		boolean sameEpoch = read.top().epoch() == this.top.epoch();
		beginEpoch(read.top().epoch());
		List<Placed> theirs = this.decoder.decode(read);
		int shared = sameEpoch ? shared(theirs) : 0;
		Position end = (shared > 0) ? theirs.get(shared - 1).position() : before(theirs, read.top());
		boolean nothingLost = end.equals(this.last);
		boolean back = !sameEpoch || read.top().batch() <= this.top.batch() || end.offset() < this.last.offset();
		if (back && this.top.epoch() != 0) {
			this.context.traffic().add(Event.FORKS);
		}
		if (!nothingLost) {
			this.context.traffic().add(Event.GAPS_ANNOUNCED);
			this.room.breakOff(theirs.subList(0, shared), end,
					this.context.contents().gap(this.room.name(), this.last, end));
		}
		if (shared < theirs.size()) {
			this.room.accept(theirs.subList(shared, theirs.size()));
		}
		finish(read, back);
	}

	/**
	 * Returns how many messages there are up to the last one that this log has, too.
	 */
	private int shared(List<Placed> theirs) {
		Set<Position> ours = new HashSet<>();
		ours.add(this.last);
		for (StoredMessage message : this.room.pageAfter(null, Integer.MAX_VALUE).messages()) {
			ours.add(message.position());
		}
		int shared = theirs.size();
		while (shared > 0 && !ours.contains(theirs.get(shared - 1).position())) {
			shared--;
		}
		return shared;
	}

	/**
	 * Returns the position before the oldest message that Redis has. The nonce of a
	 * message that is gone is not known.
	 */
	private Position before(List<Placed> messages, RoomTop top) {
		if (messages.isEmpty()) {
			return top.position();
		}
		Position first = messages.get(0).position();
		boolean next = first.epoch() == this.last.epoch() && first.offset() == this.last.offset() + 1;
		return next ? this.last : new Position(first.epoch(), first.offset() - 1, 0);
	}

	private void finish(RoomRead read, boolean back) {
		RoomTop now = read.top();
		moveTo(now);
		this.readUpTo = now.batch();
		if (read.presence() != null) {
			this.occupancy.comparison().compare(this.room, PresenceList.holders(read.presence()), back);
		}
		this.calls.overtakeAll(Call::isAnswered);
	}

	/**
	 * What became of a batch.
	 */
	enum Verdict {

		/** It was the next one, and is in the log now. */
		APPENDED,

		/** It was taken before. */
		KNOWN,

		/** There are batches before it that this node has not got. */
		HOLE,

		/** It does not continue what this node has. */
		FORK

	}

}
