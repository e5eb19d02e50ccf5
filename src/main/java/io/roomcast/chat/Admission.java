package io.roomcast.chat;

import io.roomcast.engine.Reservation;
import io.roomcast.fanout.Start;
import io.roomcast.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a client that wants to connect.
 */
public sealed interface Admission {

	/**
	 * The client may connect.
	 *
	 * @param room the room that it joins at once, or null if it joins none yet
	 * @param nick the nick that was asked for, or null if the server gives one
	 * @param start where in the room's log it starts
	 * @param session the session that it wants to go on with, or null for a new one
	 * @param reservation what its nick is reserved with until it joins, or until
	 * {@link Chat#release}; null if it is asked for when it joins
	 * @param identity who it has proved to be; null if the service asks for no tokens
	 */
	record Granted(@Nullable String room, @Nullable String nick, Start start, @Nullable SessionToken session,
			@Nullable Reservation reservation, @Nullable Identity identity) implements Admission {
	}

	/**
	 * The client may not connect.
	 */
	record Refused(Refusal refusal) implements Admission {
	}

}
