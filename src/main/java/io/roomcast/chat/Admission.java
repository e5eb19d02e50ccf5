package io.roomcast.chat;

import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a client that wants to join.
 */
public sealed interface Admission {

	/**
	 * The client may join. Its nick is reserved until its conversation ends, or until
	 * {@link Chat#release}.
	 *
	 * @param room the room's name
	 * @param nick the nick that was asked for, or null if the server gives one
	 * @param since the last message that the client knows, or null if it wants new ones
	 * only
	 */
	record Granted(String room, @Nullable String nick, @Nullable Cursor since) implements Admission {
	}

	/**
	 * The client may not join.
	 */
	record Refused(Refusal refusal) implements Admission {
	}

}
