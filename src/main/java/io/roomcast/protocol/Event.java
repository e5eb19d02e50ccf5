package io.roomcast.protocol;

import java.time.Instant;
import java.util.List;

import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told. The components are named and ordered as the JSON protocol has
 * them; the plain-text protocol says less. A codec is a {@link Visitor}, so that no type
 * of event can be forgotten in one.
 */
public sealed interface Event {

	/**
	 * Calls the visitor's method for this type of event.
	 */
	<R> R accept(Visitor<R> visitor);

	/**
	 * The connection is up.
	 *
	 * @param client the client's number, unlike every other's
	 * @param nick the client's name in rooms that it joins without asking for one
	 * @param session the secret to come back with
	 * @param resumed whether it is the session that the client asked for
	 * @param pingSeconds after how long without an event the client is sent a ping
	 * @param graceSeconds how long the session outlives a connection that is lost
	 * @param at the server's time
	 */
	record Hello(long client, String nick, String session, boolean resumed, long pingSeconds, long graceSeconds,
			Instant at) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.hello(this);
		}

		/**
		 * Returns what it says but for the secret, which no log may show.
		 */
		@Override
		public String toString() {
			return "Hello[client=" + this.client + ", nick=" + this.nick + ", resumed=" + this.resumed + "]";
		}

	}

	/**
	 * The client has joined, or listens.
	 *
	 * @param room the room's name
	 * @param nick the client's name in the room; null for a listener, which has none
	 * @param cursor the position after which its messages begin
	 * @param recovered whether all messages since the client's own cursor follow
	 * @param clients how many clients are in the room, this one included
	 * @param id the client's own id for the command, if it gave one
	 */
	record Welcome(String room, @Nullable String nick, Cursor cursor, boolean recovered, long clients,
			@Nullable CommandId id) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.welcome(this);
		}

	}

	/**
	 * Something was said.
	 *
	 * @param room the room's name
	 * @param cursor its position in the room
	 * @param from the sender's nick
	 * @param client the sender's number
	 * @param body what was said
	 * @param at when it was added to the room
	 * @param id the sender's own id for the command; for the sender alone, as its receipt
	 * @param repeated whether it is a receipt that is given once more, and no new message
	 */
	record Message(String room, Cursor cursor, String from, long client, Body body, Instant at, @Nullable CommandId id,
			boolean repeated) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.message(this);
		}

	}

	/**
	 * Another client joined.
	 */
	record Joined(String room, String nick, long client, Instant at) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.joined(this);
		}

	}

	/**
	 * A client left: another one, or this one at its own wish.
	 *
	 * @param id the client's own id for the command that asked for it, if it gave one
	 */
	record Left(String room, String nick, long client, Instant at, @Nullable CommandId id) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.left(this);
		}

	}

	/**
	 * The number of clients has changed in a room that is too large for notices.
	 *
	 * @param clients how many clients are in the room
	 */
	record Count(String room, long clients) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.count(this);
		}

	}

	/**
	 * The clients in a room.
	 *
	 * @param clients some of them, if they are too many for one event
	 * @param total how many there are
	 * @param id the client's own id for the command, if it gave one
	 */
	record Clients(String room, List<Member> clients, long total, @Nullable CommandId id) implements Event {

		public Clients {
			clients = List.copyOf(clients);
		}

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.clients(this);
		}

	}

	/**
	 * A page of what was said in a room.
	 *
	 * @param messages the messages, oldest first
	 * @param complete whether none is missing that the client asked for
	 * @param more whether there are more of them in the direction that the client reads
	 * @param id the client's own id for the command, if it gave one
	 */
	record History(String room, List<Message> messages, boolean complete, boolean more,
			@Nullable CommandId id) implements Event {

		public History {
			messages = List.copyOf(messages);
		}

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.history(this);
		}

	}

	/**
	 * The client's newer token is valid.
	 *
	 * @param expiresAt when it has to be renewed; null if never
	 * @param id the client's own id for the command, if it gave one
	 */
	record Token(@Nullable Instant expiresAt, @Nullable CommandId id) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.token(this);
		}

	}

	/**
	 * The messages between two cursors are gone.
	 *
	 * @param after the last message that the client got
	 * @param cursor the message after which it goes on
	 */
	record Gap(String room, Cursor after, Cursor cursor) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.gap(this);
		}

	}

	/**
	 * Nothing else was due for a while: the connection is alive.
	 */
	record Ping() implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.ping(this);
		}

	}

	/**
	 * This node is about to close.
	 *
	 * @param afterMillis after how long the client should connect again
	 */
	record Reconnect(long afterMillis) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.reconnect(this);
		}

	}

	/**
	 * A command of the client was not carried out.
	 *
	 * @param room the room that the command named, if it named one
	 * @param code for programs
	 * @param message for people
	 * @param id the client's own id for the command, if it gave one
	 * @param retryAfterMillis after how long to try again, if that helps
	 */
	@SuppressWarnings("JavaLangClash") // it is the word of the protocol
	record Error(@Nullable String room, Reason code, String message, @Nullable CommandId id,
			@Nullable Long retryAfterMillis) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.error(this);
		}

	}

	/**
	 * Has a method for each type of event.
	 *
	 * @param <R> what the methods return
	 */
	interface Visitor<R> {

		R hello(Hello hello);

		R welcome(Welcome welcome);

		R message(Message message);

		R joined(Joined joined);

		R left(Left left);

		R count(Count count);

		R clients(Clients clients);

		R history(History history);

		R gap(Gap gap);

		R token(Token token);

		R ping(Ping ping);

		R reconnect(Reconnect reconnect);

		R error(Error error);

	}

}
