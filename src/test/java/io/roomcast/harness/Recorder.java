package io.roomcast.harness;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What {@link ChatClients} needs of a recording client of either protocol. For one thread
 * at a time.
 */
sealed interface Recorder permits ChatRecorder, JsonChatRecorder {

	String nick();

	boolean isConnected();

	void close();

	ChatEvent next();

	/**
	 * Returns what the client goes by, in each of its rooms.
	 */
	Set<String> nicks();

	/**
	 * Takes the notice that a client joined a room.
	 */
	void takeJoined(String room, String nick);

	/**
	 * Takes the notice that a client left a room.
	 */
	void takeLeft(String room, String nick);

	/**
	 * Takes the close; before it only what is tolerated may happen.
	 */
	ChatEvent.Closed closedAfterOnly(Predicate<ChatEvent> tolerated);

	/**
	 * Fails if anything has happened that the test did not take.
	 */
	void assertNothingLeft();

}
