package io.roomcast.chat;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for in its handshake, as it was sent.
 *
 * @param room the name of a room, or null to join none yet
 * @param nick the nick that it wants, or null for one of the server's
 * @param since the cursor of the last message that it knows, or null
 * @param last how many of the last messages it wants, or null
 * @param session the session that it wants to go on with, or null
 * @param identity who it has proved to be; null if the service asks for no tokens
 */
public record ConnectRequest(@Nullable String room, @Nullable String nick, @Nullable String since,
		@Nullable String last, @Nullable String session, @Nullable Identity identity) {

	/**
	 * Makes the request of a client that nobody asks who it is.
	 */
	public ConnectRequest(@Nullable String room, @Nullable String nick, @Nullable String since, @Nullable String last,
			@Nullable String session) {
		this(room, nick, since, last, session, null);
	}

	/**
	 * Returns the class only, as a session is a secret.
	 */
	@Override
	public String toString() {
		return "ConnectRequest";
	}

}
