package io.roomcast.engine;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic;

/**
 * Gives what is said in a room its one order and sees to it that every subscriber hears
 * it. Any thread may call; nothing blocks.
 */
public interface Engine {

	/**
	 * Lets a subscriber into a room.
	 * @param welcome frames that it gets before anything else
	 * @param notice what the others are told
	 */
	Room join(String room, Subscriber subscriber, byte[] welcome, Content notice);

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
	 * Gives a message its place in the room's order.
	 */
	void publish(Room room, Subscriber sender, Content message);

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

	Traffic traffic();

}
