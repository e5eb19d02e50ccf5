package io.roomcast.harness;

import java.util.function.Predicate;

/**
 * A recording client of either protocol, as far as {@link ChatClients} looks after it.
 */
sealed interface Recorder permits ChatRecorder, JsonChatRecorder {

	String nick();

	boolean isConnected();

	void close();

	ChatEvent next();

	/**
	 * Takes the notice that somebody joined.
	 */
	void takeJoined(String nick);

	/**
	 * Waits until the socket has closed; before that only what is tolerated may happen.
	 */
	ChatEvent.Closed closedAfterOnly(Predicate<ChatEvent> tolerated);

	/**
	 * Fails if anything has been heard that no one asked for.
	 */
	void assertNothingLeft();

}
