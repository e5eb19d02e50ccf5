package io.roomcast.cluster;

import java.util.List;
import java.util.Set;

/**
 * A client of a trial, which lives on a thread of its own until it is told to leave. Any
 * thread may call the other methods.
 */
sealed interface TrialClient extends Runnable permits JsonTrialClient, TextTrialClient {

	Speaker speaker();

	/**
	 * Returns whether it is in all its rooms.
	 */
	boolean isWelcome();

	/**
	 * Returns what it has heard in one of its rooms.
	 */
	Transcript transcript(String room);

	/**
	 * Returns the nicks of those that left, as far as it has heard of it.
	 */
	Set<String> heardLeaving();

	/**
	 * Returns what happened to it that should happen to no client.
	 */
	List<String> troubles();

	/**
	 * Returns how often it has lost its connection.
	 */
	int losses();

	/**
	 * Makes it close its connection and end.
	 */
	void leave();

}
