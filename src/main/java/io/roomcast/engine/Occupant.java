package io.roomcast.engine;

/**
 * A client that is in a room, connected or away, on any node.
 */
public interface Occupant {

	/**
	 * Returns its nick in the room, which no other client there has.
	 */
	String nick();

	/**
	 * Returns its number.
	 */
	long client();

}
