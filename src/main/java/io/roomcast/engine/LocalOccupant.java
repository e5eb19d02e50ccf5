package io.roomcast.engine;

/**
 * A client that is in a room on this node. What is called here may come on any thread
 * that holds no lock, neither of the engine nor of whoever has called the engine; it must
 * not block.
 */
public interface LocalOccupant extends Occupant {

	/**
	 * Notes that the client has another nick in the room than the one it asked for, as it
	 * was there on another node. Called before it is welcomed.
	 */
	void keepNick(String nick);

	/**
	 * Called when an operator removes the client.
	 */
	void remove();

	/**
	 * Called when the client has moved to another node, which it has joined the room on
	 * and which has its session. It is not to be left here any more.
	 */
	void movedAway();

	/**
	 * Called when the client has lost its nick in the room to another one, after the
	 * engine had lost its data. It is not in the room any more.
	 */
	void displaced();

}
