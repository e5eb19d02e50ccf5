package io.roomcast.engine;

import java.util.Collection;

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
	 * Takes a subscriber out of its room; a second call does nothing.
	 * @param notice what the others are told
	 */
	void leave(Room room, Subscriber subscriber, Content notice);

	/**
	 * Gives a message its place in the room's order.
	 */
	void publish(Room room, Subscriber sender, Content message);

	/**
	 * How many clients are connected.
	 */
	long clients();

	/**
	 * The rooms that somebody is in.
	 */
	Collection<Room> rooms();

	Traffic traffic();

}
