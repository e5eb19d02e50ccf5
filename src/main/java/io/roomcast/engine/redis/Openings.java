package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Room;

/**
 * What waits for a room to be open. Guarded by its room.
 */
final class Openings {

	private final RedisRoom owner;

	private final List<Opening> waiting = new ArrayList<>(1);

	Openings(RedisRoom owner) {
		this.owner = owner;
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/**
	 * Adds one.
	 * @param then called when the room is open, under its lock
	 * @param otherwise called without it when the room cannot be opened in time
	 */
	void add(Consumer<Room> then, Consumer<Unavailable> otherwise) {
		this.waiting.add(new Opening(then, otherwise, System.nanoTime()));
	}

	/**
	 * Goes on with all, as the room is open.
	 */
	void open(Room room) {
		List<Opening> opened = List.copyOf(this.waiting);
		this.waiting.clear();
		opened.forEach((opening) -> opening.then().accept(room));
	}

	/**
	 * Gives all up, as the room cannot be opened.
	 */
	void giveUp() {
		List<Opening> failed = List.copyOf(this.waiting);
		this.waiting.clear();
		refuse(failed);
	}

	/**
	 * Gives up those that have waited for too long.
	 */
	void giveUpLate(long now, long maxNanos) {
		List<Opening> late = this.waiting.stream().filter((opening) -> now - opening.sinceNanos() > maxNanos).toList();
		this.waiting.removeAll(late);
		refuse(late);
	}

	private void refuse(List<Opening> refused) {
		Unavailable why = RoomContext.unavailable(this.owner.name());
		refused.forEach((opening) -> this.owner.later(() -> opening.otherwise().accept(why)));
	}

	private record Opening(Consumer<Room> then, Consumer<Unavailable> otherwise, long sinceNanos) {
	}

}
