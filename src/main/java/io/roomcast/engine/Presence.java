package io.roomcast.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.roomcast.fanout.Room;

/**
 * Tells which clients are in which room under which nick. Threads and answers as with
 * {@link Engine}.
 */
public interface Presence {

	/**
	 * Reserves a nick in a room.
	 * @return the reservation; nothing if another client has the nick
	 */
	CompletionStage<Optional<Reservation>> reserve(String room, String nick);

	/**
	 * Frees a nick that is reserved for a client which does not come.
	 */
	void release(Reservation reservation);

	/**
	 * Returns clients in a room that this node has in memory, in the order of their
	 * numbers. To be called under the room's lock if the answer must fit the room's
	 * order.
	 * @param limit how many at most; if there are more, it is open which
	 */
	List<Occupant> present(Room room, int limit);

	/**
	 * Returns all clients in a room, in the order of their numbers.
	 */
	CompletionStage<List<Occupant>> members(String room);

	/**
	 * Removes a client, on whatever node it is.
	 * @return false if no client in the room has the nick
	 */
	CompletionStage<Boolean> remove(String room, String nick);

}
