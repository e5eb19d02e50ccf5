package io.roomcast.engine;

import io.roomcast.fanout.Room;

/**
 * Hears what became of a client that wanted to join a room.
 */
public interface Joined {

	/**
	 * Called when it has joined; its welcome may be on its way already.
	 */
	void joined(Room room);

	/**
	 * Called when it has not, as another client has its nick. A reservation that it came
	 * with is gone.
	 */
	void nickTaken();

	/**
	 * Called when it has not, and may try again later. A reservation that it came with is
	 * gone.
	 */
	void unavailable(Unavailable why);

}
