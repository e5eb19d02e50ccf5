package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Room;

/**
 * Knows whether a room is open, and keeps what waits for it to be. Guarded by its room.
 */
final class RoomOpening {

	private final RedisRoom owner;

	private final RoomContext context;

	private final List<Waiting> waiting = new ArrayList<>(1);

	private Phase phase = Phase.CLOSED;

	RoomOpening(RedisRoom owner, RoomContext context) {
		this.owner = owner;
		this.context = context;
	}

	/**
	 * Returns whether the room is wanted and not open yet.
	 */
	boolean isUnderWay() {
		return this.phase == Phase.OPENING;
	}

	/**
	 * Returns whether the room was let go, and is not to be opened again.
	 */
	boolean isGone() {
		return this.phase == Phase.GONE;
	}

	boolean hasWaiting() {
		return !this.waiting.isEmpty();
	}

	/**
	 * Keeps what wants a room that is not open.
	 * @param then called when the room is open, under its lock
	 * @param otherwise called without it when the room cannot be opened in time
	 * @return whether the caller must have the room opened
	 */
	boolean add(Consumer<Room> then, Consumer<Unavailable> otherwise) {
		boolean closed = this.phase == Phase.CLOSED;
		this.waiting.add(new Waiting(then, otherwise, System.nanoTime()));
		this.phase = Phase.OPENING;
		return closed;
	}

	/**
	 * Goes on with what waits, as the room is open.
	 */
	void succeed(Room room) {
		this.phase = Phase.OPEN;
		removeAll().forEach((opened) -> opened.then().accept(room));
	}

	/**
	 * Closes the room again, as it could not be subscribed to, or not be read.
	 */
	void fail() {
		this.phase = Phase.CLOSED;
		refuse(removeAll());
		// Under the lock: whoever wants the room next subscribes after this.
		this.context.link().unsubscribe(this.owner.channel());
	}

	private List<Waiting> removeAll() {
		List<Waiting> removed = List.copyOf(this.waiting);
		this.waiting.clear();
		return removed;
	}

	/**
	 * Gives up what has waited for too long.
	 */
	void giveUpLate(long now) {
		long timeout = this.context.settings().publishTimeout().toNanos();
		List<Waiting> late = this.waiting.stream().filter((each) -> now - each.sinceNanos() > timeout).toList();
		this.waiting.removeAll(late);
		refuse(late);
	}

	private void refuse(List<Waiting> refused) {
		Unavailable why = RoomContext.unavailable(this.owner.name());
		refused.forEach((each) -> this.owner.later(() -> each.otherwise().accept(why)));
	}

	/**
	 * Lets the room go.
	 */
	void letGo() {
		this.phase = Phase.GONE;
	}

	private enum Phase {

		CLOSED, OPENING, OPEN, GONE

	}

	private record Waiting(Consumer<Room> then, Consumer<Unavailable> otherwise, long sinceNanos) {
	}

}
