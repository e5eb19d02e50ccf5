package io.roomcast.engine.redis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import io.roomcast.engine.Entrance;
import io.roomcast.engine.Joined;
import io.roomcast.engine.LocalOccupant;
import io.roomcast.engine.Occupant;
import io.roomcast.engine.Reservation;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.JoinResult;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Start;
import io.roomcast.fanout.Subscriber;
import org.jspecify.annotations.Nullable;

/**
 * A client in a room on one node, from its first wish to join until it is out again.
 * Guarded by its client, whose lock it holds while it calls the engine, and takes when
 * the engine calls.
 */
final class SimulatedStay implements LocalOccupant, Joined {

	private final SimulatedClient client;

	private final SimulatedNode node;

	private final String room;

	private volatile String nick;

	private State state = State.COMING;

	private boolean left;

	private @Nullable Room joined;

	private @Nullable Subscriber subscriber;

	private @Nullable SimulatedSocket socket;

	SimulatedStay(SimulatedClient client, SimulatedNode node, String room, String nick) {
		this.client = client;
		this.node = node;
		this.room = room;
		this.nick = nick;
	}

	SimulationLog log() {
		return this.client.log();
	}

	SimulatedClient owner() {
		return this.client;
	}

	SimulatedNode node() {
		return this.node;
	}

	String room() {
		return this.room;
	}

	@Override
	public String nick() {
		return this.nick;
	}

	@Override
	public long client() {
		return this.client.number();
	}

	State state() {
		return this.state;
	}

	boolean isIn() {
		return this.state == State.CONNECTED || this.state == State.AWAY;
	}

	// What the client does.

	/**
	 * Ends it before it has begun.
	 */
	void refuse() {
		this.state = State.OUT;
	}

	void reserve() {
		this.node.engine.presence().reserve(this.room, this.nick).whenComplete(this::reserved);
	}

	@SuppressWarnings("NullableOptional") // null is a failure
	private void reserved(@Nullable Optional<Reservation> reservation, @Nullable Throwable failure) {
		requireNoLock();
		synchronized (this.client) {
			if (reservation == null || reservation.isEmpty()) {
				this.state = State.OUT;
			}
			else if (this.client.changesItsMind()) {
				this.node.engine.presence().release(reservation.get());
				this.state = State.OUT;
			}
			else {
				join(null, reservation.get());
			}
		}
	}

	void join(@Nullable Position since, @Nullable Reservation reservation) {
		Subscriber made = connect(since);
		this.client.calling(() -> this.node.engine.join(new Entrance(this.room, this, made, reservation),
				joining(since, true), this));
	}

	/**
	 * Connects anew, after having been away.
	 */
	void reconnect() {
		Position since = Objects.requireNonNull(this.socket).check().reached();
		Subscriber made = connect(since);
		this.state = State.CONNECTED;
		this.client.calling(() -> this.node.engine.reconnect(joinedRoom(), made, joining(since, false)));
	}

	private Subscriber connect(@Nullable Position since) {
		SimulatedSocket opened = this.client.open(since);
		Subscriber made = new Subscriber(client(), opened, Format.JSON, SimulatedContents::missed);
		this.socket = opened;
		this.subscriber = made;
		return made;
	}

	private Joining joining(@Nullable Position since, boolean isNew) {
		return new Joining((since != null) ? new Start.After(since) : Start.NOW, this::welcome,
				isNew ? SimulatedContents.INSTANCE.joined(this.room, this.nick, client()) : null);
	}

	private byte[] welcome(JoinResult result) {
		RedisRoom found = this.node.rooms.find(this.room);
		List<Occupant> present = (found != null) ? found.presence().occupants(Integer.MAX_VALUE) : List.of();
		return Frames.text("welcome " + SimulatedContents.text(result.position()) + " " + result.recovered() + " "
				+ present.stream()
					.map((occupant) -> occupant.nick() + ":" + occupant.client())
					.collect(Collectors.joining(" ")));
	}

	private Room joinedRoom() {
		Room room = this.joined;
		if (room == null) {
			throw new IllegalStateException(this + " has not joined");
		}
		return room;
	}

	private @Nullable Subscriber takeSubscriber() {
		Subscriber taken = this.subscriber;
		this.subscriber = null;
		return taken;
	}

	/**
	 * Ends its connection. If it is still to join, that is done when it has.
	 */
	void disconnect() {
		if (this.state == State.COMING) {
			return;
		}
		Subscriber gone = takeSubscriber();
		if (gone != null && this.joined != null) {
			this.node.engine.disconnect(joinedRoom(), gone, () -> {
			});
		}
		this.state = isIn() ? State.AWAY : this.state;
	}

	void leave() {
		this.state = State.OUT;
		this.left = true;
		this.client.calling(() -> this.node.engine.leave(joinedRoom(), this, takeSubscriber(),
				SimulatedContents.INSTANCE.left(this.room, this.nick, client()), () -> {
				}));
	}

	void say(SimulatedMessage message) {
		Subscriber sender = this.subscriber;
		if (sender != null) {
			message.send();
			this.client.calling(() -> this.node.engine.publish(joinedRoom(), sender,
					SimulatedContents.message(message.text()), message.id(), message));
		}
	}

	// What the engine tells it.

	void requireNoLock() {
		log().require(!this.node.isLocked(), this + " was called under the room's lock");
		log().require(!this.client.isCalling(), this + " was called on the client's thread");
	}

	private void told(String what, State next) {
		log().require(this.state == State.COMING, this + " is " + this.state + " and was told: " + what);
		this.state = next;
	}

	@Override
	public void joined(Room room) {
		requireNoLock();
		log().joined.incrementAndGet();
		synchronized (this.client) {
			this.joined = room;
			told("joined", State.CONNECTED);
			if (!this.client.isLast(this)) {
				disconnect();
			}
		}
	}

	@Override
	public void nickTaken() {
		requireNoLock();
		log().refused.incrementAndGet();
		synchronized (this.client) {
			told("nick taken", State.OUT);
		}
	}

	@Override
	public void unavailable(Unavailable why) {
		requireNoLock();
		log().refused.incrementAndGet();
		synchronized (this.client) {
			told("unavailable", State.OUT);
		}
	}

	@Override
	public void keepNick(String nick) {
		requireNoLock();
		synchronized (this.client) {
			log().require(this.state == State.COMING, this + " is " + this.state + " and was to keep a nick");
			this.nick = nick;
		}
	}

	@Override
	public void remove() {
		log().fault(this + " was removed");
	}

	@Override
	public void movedAway() {
		requireNoLock();
		log().moved.incrementAndGet();
		synchronized (this.client) {
			log().require(isIn() || this.left, this + " is " + this.state + " and has moved away");
			log().require(this.client.mayBeElsewhere(this), this + " has moved nowhere");
			disconnect();
			this.state = State.OUT;
		}
	}

	@Override
	public void displaced() {
		requireNoLock();
		log().displaced.incrementAndGet();
		synchronized (this.client) {
			log().require(isIn() || this.left, this + " is " + this.state + " and was displaced");
			disconnect();
			this.state = State.OUT;
		}
	}

	// What must be true in the end.

	@Nullable SimulatedSocket socket() {
		return this.socket;
	}

	@Override
	public String toString() {
		return this.nick + ":" + client() + " in " + this.room + " on " + this.node.id;
	}

	/**
	 * How far it is.
	 */
	enum State {

		COMING, CONNECTED, AWAY, OUT

	}

}
