package io.roomcast.engine;

import java.util.Collection;
import java.util.Optional;

import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.LeaveListener;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Gives what is said in a room one order, the same for all, and delivers it to every
 * subscriber. Any thread may call; nothing blocks.
 */
public interface Engine {

	/**
	 * Adds a subscriber to a room.
	 */
	Room join(String room, Subscriber subscriber, Joining joining);

	/**
	 * Removes a subscriber from its room; a second call does nothing. It still gets what
	 * was said before.
	 * @param notice what the others are told; null if the client stays in the room,
	 * without a subscriber
	 */
	void leave(Room room, Subscriber subscriber, @Nullable Content notice, LeaveListener listener);

	/**
	 * Removes a client that is in a room without a subscriber.
	 * @param client its number
	 */
	void leaveAbsent(Room room, long client, Content notice, LeaveListener listener);

	/**
	 * Gives a message its position in the room's order, unless its sender has left or the
	 * service stops.
	 * @return null if it got none
	 */
	@Nullable StoredMessage publish(Room room, Subscriber sender, Content message);

	/**
	 * Gives a message that no subscriber has sent its position.
	 * @param idempotencyKey the same key in the same room within 5 minutes returns the
	 * message of the first call, and nothing is said again; null for no key
	 * @return null if the service stops, and nothing was said
	 */
	@Nullable StoredMessage say(String room, Content message, @Nullable String idempotencyKey);

	/**
	 * Takes no more messages from now on, as the service stops. Those in the logs still
	 * go to all subscribers.
	 */
	void seal();

	/**
	 * Returns the rooms that have clients or history.
	 */
	Collection<Room> rooms();

	/**
	 * Returns the room of this name, if it has clients or history.
	 */
	Optional<Room> find(String room);

	/**
	 * Returns how many clients are connected.
	 */
	long clients();

	/**
	 * Returns how many rooms have clients.
	 */
	long occupiedRooms();

	/**
	 * Returns how many bytes of memory this node's logs take at most.
	 */
	long logBytes();

	/**
	 * Returns how many entries the client that lags most on this node has yet to get.
	 */
	long largestLag();

	/**
	 * Returns the budget of what this node holds for single clients.
	 */
	Budget clientBudget();

	/**
	 * Returns the faults of this node.
	 */
	Failures failures();

	Traffic traffic();

}
