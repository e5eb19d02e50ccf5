package io.roomcast.chat;

import io.roomcast.protocol.Event;
import org.jspecify.annotations.Nullable;

/**
 * What happens in rooms, for the listeners of an application that extends the service
 * ({@code @EventListener}). Each is published by one node: the one whose client it is, or
 * that took the request. Listeners run on one thread that is theirs alone, in the order
 * in which it happened on this node; they may block. What they have not heard yet is kept
 * up to 10,000 events: after that the newest are dropped, which the log tells.
 */
public sealed interface RoomEvent {

	/**
	 * Returns the name of the room.
	 */
	String room();

	/**
	 * A client has joined. Not published when it comes back within its grace, unless it
	 * does so on another node.
	 *
	 * @param subject who it has proved to be; null if the service asks for no tokens
	 */
	record Joined(String room, String nick, long client, @Nullable String subject) implements RoomEvent {
	}

	/**
	 * A client has left: by itself, by the end of its grace, or because it was removed.
	 *
	 * @param subject who it has proved to be; null if the service asks for no tokens
	 */
	record Left(String room, String nick, long client, @Nullable String subject) implements RoomEvent {
	}

	/**
	 * Something was said, and has its position. What is said by HTTP under a known
	 * {@code Idempotency-Key} is published again.
	 */
	record Said(Event.Message message) implements RoomEvent {

		@Override
		public String room() {
			return this.message.room();
		}

	}

}
