package io.roomcast.protocol;

import java.time.Instant;

import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told. The components are named and ordered as the JSON protocol has
 * them; the plain-text protocol says less.
 */
public sealed interface Event {

	/**
	 * The client is in.
	 *
	 * @param room the room's name
	 * @param nick the client's name in the room
	 * @param client the client's number, unlike every other's
	 * @param cursor where in the room it starts
	 * @param recovered whether all that was said since the client's own cursor follows
	 * @param clients how many are in the room, this one included
	 * @param pingSeconds how long the client may be silent before it is pinged
	 */
	record Welcome(String room, String nick, long client, Cursor cursor, boolean recovered, long clients,
			long pingSeconds) implements Event {
	}

	/**
	 * Somebody said something.
	 *
	 * @param cursor where in the room it is
	 * @param from the sender's nick
	 * @param client the sender's number
	 * @param text what was said
	 * @param at when it got its place in the room
	 * @param id for the sender alone, whose receipt it is: what it called the command
	 */
	record Message(Cursor cursor, String from, long client, String text, Instant at,
			@Nullable String id) implements Event {
	}

	/**
	 * Somebody sent bytes. In JSON it is a message too, as no binary frame can tell whose
	 * bytes they are.
	 *
	 * @param cursor where in the room it is
	 * @param from the sender's nick
	 * @param client the sender's number
	 * @param base64 the bytes, named for the form they take in JSON
	 * @param at when it got its place in the room
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Bytes(Cursor cursor, String from, long client, byte[] base64, Instant at) implements Event {
	}

	/**
	 * Somebody came.
	 */
	record Joined(String nick, long client) implements Event {
	}

	/**
	 * Somebody is gone.
	 */
	record Left(String nick, long client) implements Event {
	}

	/**
	 * What lay between the two cursors is gone.
	 *
	 * @param after the last place that the client knows
	 * @param cursor where it goes on
	 */
	record Gap(Cursor after, Cursor cursor) implements Event {
	}

	/**
	 * This node is about to close; the client may come back after this long.
	 */
	record Reconnect(long afterMillis) implements Event {
	}

	/**
	 * Something that the client asked for was not done.
	 *
	 * @param code for programs
	 * @param message for people
	 * @param id what the client called the command, if it did
	 * @param retryAfterMillis when to try again, if that helps
	 */
	@SuppressWarnings("JavaLangClash") // it is the word of the protocol
	record Error(Reason code, String message, @Nullable String id, @Nullable Long retryAfterMillis) implements Event {
	}

}
