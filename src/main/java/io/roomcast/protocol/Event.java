package io.roomcast.protocol;

import java.time.Instant;

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
	 * The client has joined.
	 *
	 * @param room the room's name
	 * @param nick the client's name in the room
	 * @param client the client's number, unlike every other's
	 * @param cursor the position after which its messages begin
	 * @param recovered whether all messages since the client's own cursor follow
	 * @param clients how many clients are in the room, this one included
	 * @param pingSeconds how long the client may be silent before it is pinged
	 */
	record Welcome(String room, String nick, long client, Cursor cursor, boolean recovered, long clients,
			long pingSeconds) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.welcome(this);
		}

	}

	/**
	 * A text was said.
	 *
	 * @param cursor its position in the room
	 * @param from the sender's nick
	 * @param client the sender's number
	 * @param text what was said
	 * @param at when it was added to the room
	 * @param id the sender's own id for the command; for the sender alone, as its receipt
	 */
	record Message(Cursor cursor, String from, long client, String text, Instant at,
			@Nullable String id) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.message(this);
		}

	}

	/**
	 * Bytes were sent. In JSON they are a message, too, as a binary frame could not tell
	 * who sent them.
	 *
	 * @param cursor its position in the room
	 * @param from the sender's nick
	 * @param client the sender's number
	 * @param base64 the bytes, named for the form they take in JSON
	 * @param at when it was added to the room
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Bytes(Cursor cursor, String from, long client, byte[] base64, Instant at) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.bytes(this);
		}

	}

	/**
	 * Another client joined.
	 */
	record Joined(String nick, long client) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.joined(this);
		}

	}

	/**
	 * Another client left.
	 */
	record Left(String nick, long client) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.left(this);
		}

	}

	/**
	 * The messages between two cursors are gone.
	 *
	 * @param after the last message that the client got
	 * @param cursor the message after which it goes on
	 */
	record Gap(Cursor after, Cursor cursor) implements Event {

		@Override
		public <R> R accept(Visitor<R> visitor) {
			return visitor.gap(this);
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
	 * @param code for programs
	 * @param message for people
	 * @param id the client's own id for the command, if it gave one
	 * @param retryAfterMillis after how long to try again, if that helps
	 */
	@SuppressWarnings("JavaLangClash") // it is the word of the protocol
	record Error(Reason code, String message, @Nullable String id, @Nullable Long retryAfterMillis) implements Event {

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

		R welcome(Welcome welcome);

		R message(Message message);

		R bytes(Bytes bytes);

		R joined(Joined joined);

		R left(Left left);

		R gap(Gap gap);

		R reconnect(Reconnect reconnect);

		R error(Error error);

	}

}
