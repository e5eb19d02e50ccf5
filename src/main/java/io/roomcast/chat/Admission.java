package io.roomcast.chat;

import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The answer to who wants to join.
 */
public sealed interface Admission {

	/**
	 * May join. The nick is held for the client until its conversation ends, or until it
	 * is given back with {@link Chat#release}.
	 *
	 * @param room the room's name
	 * @param nick the nick that was asked for, or null if the server gives one
	 * @param since the last message that the client knows, or null if it wants none but
	 * new ones
	 */
	record Granted(String room, @Nullable String nick, @Nullable Cursor since) implements Admission {
	}

	/**
	 * May not join.
	 */
	record Refused(Refusal refusal) implements Admission {
	}

}
