package io.roomcast.harness;

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
	 * Takes the notice that a client joined.
	 */
	void takeJoined(String nick);

	/**
	 * Takes the close; before it only what is tolerated may happen.
	 */
	ChatEvent.Closed closedAfterOnly(Predicate<ChatEvent> tolerated);

	/**
	 * Fails if anything has happened that the test did not take.
	 */
	void assertNothingLeft();

}
