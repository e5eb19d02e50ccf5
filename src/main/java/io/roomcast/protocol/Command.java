package io.roomcast.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 */
public sealed interface Command extends Decoded {

	/**
	 * Returns the room that the command is about; null if the client left it to the
	 * server, which then takes the one room that the client is in.
	 */
	@Nullable String room();

	/**
	 * Returns the client's own id for the command, or null if it gave none.
	 */
	@Nullable CommandId id();

	/**
	 * Says something to the room.
	 */
	record Say(@Nullable String room, Body body, @Nullable CommandId id) implements Command {
	}

	/**
	 * Joins the room. At most one of the cursor and the number of messages is given.
	 *
	 * @param nick the name that the client asks for, or null if any will do
	 * @param since the position after which it wants all messages
	 * @param last how many of the latest messages it wants
	 */
	record Join(String room, @Nullable String nick, @Nullable Cursor since, @Nullable Integer last,
			@Nullable CommandId id) implements Command {
	}

	/**
	 * Leaves the room.
	 */
	record Leave(@Nullable String room, @Nullable CommandId id) implements Command {
	}

	/**
	 * Shows a newer token.
	 *
	 * @param token a secret
	 */
	record Token(String token, @Nullable CommandId id) implements Command {

		@Override
		public @Nullable String room() {
			return null;
		}

		/**
		 * Returns the class only, as a token is a secret.
		 */
		@Override
		public String toString() {
			return "Token";
		}

	}

	/**
	 * Asks which clients are in the room.
	 */
	record Who(@Nullable String room, @Nullable CommandId id) implements Command {
	}

	/**
	 * Asks for a page of what was said in the room: the latest, unless one of the cursors
	 * is given.
	 *
	 * @param before the position that the page ends before
	 * @param since the position that the page begins after
	 * @param limit how many messages it may hold
	 */
	record History(@Nullable String room, @Nullable Cursor before, @Nullable Cursor since, int limit,
			@Nullable CommandId id) implements Command {
	}

}
