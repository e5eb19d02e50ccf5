package io.roomcast.engine;

import java.util.Collection;
import java.util.Optional;

import io.roomcast.fanout.JoinResult.WelcomeEncoder;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Gives what is said in a room its one order and sees to it that every subscriber hears
 * it. Any thread may call; nothing blocks.
 */
public interface Engine {

	/**
	 * Lets a subscriber into a room.
	 * @param since the last message that it knows: it gets all after it, if that is still
	 * here; null if it wants none but new ones
	 * @param welcome makes the frames that it gets before anything else
	 * @param notice what the others are told
	 */
	Room join(String room, Subscriber subscriber, @Nullable Position since, WelcomeEncoder welcome, Content notice);

	/**
	 * Takes a subscriber out of its room; a second call does nothing. It still gets what
	 * was said before.
	 * @param notice what the others are told
	 * @param before run before any of them can hear it; must neither block nor lock
	 * @param whenServed run when the subscriber has got everything, on any thread; not
	 * run if its socket takes it no more
	 */
	void leave(Room room, Subscriber subscriber, Content notice, Runnable before, Runnable whenServed);

	/**
	 * Gives a message its position in the room's order, unless its sender has left or the
	 * service stops.
	 * @return whether it got one
	 */
	boolean publish(Room room, Subscriber sender, Content message);

	/**
	 * Gives a message of nobody in the room its position.
	 * @param idempotencyKey the same key in the same room within 5 minutes gets the
	 * answer of the first call, and nothing is said again; null for no key
	 * @return null if it got none, as the service stops
	 */
	@Nullable StoredMessage say(String room, Content message, @Nullable String idempotencyKey);

	/**
	 * Takes no more messages, as the service stops. Those that it has still go to all
	 * subscribers.
	 */
	void seal();

	/**
	 * The rooms that somebody is in or that have history.
	 */
	Collection<Room> rooms();

	/**
	 * The room of this name, if somebody is in it or it has history.
	 */
	Optional<Room> find(String room);

	/**
	 * How many clients are connected.
	 */
	long clients();

	/**
	 * How many rooms somebody is in.
	 */
	long occupiedRooms();

	/**
	 * How many bytes of memory this node's logs take, at the most.
	 */
	long logBytes();

	/**
	 * How many entries the client that is furthest behind on this node has yet to get.
	 */
	long largestLag();

	/**
	 * The memory that this node takes for single clients.
	 */
	Budget clientBudget();

	/**
	 * What went wrong on this node.
	 */
	Failures failures();

	Traffic traffic();

}
