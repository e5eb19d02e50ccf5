package io.roomcast.harness;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An event of the JSON protocol, as a client reads it. Cursors are opaque. Immutable.
 */
public sealed interface JsonEvent extends ChatEvent {

	/**
	 * Reads a frame, which holds an event on each line.
	 */
	static List<JsonEvent> parse(String frame) {
		return frame.lines().map(JsonEventReader::read).toList();
	}

	record Welcome(String room, String nick, long client, String cursor, boolean recovered, long clients,
			long pingSeconds) implements JsonEvent {
	}

	record Message(String cursor, String from, long client, String text, Instant at,
			@Nullable String id) implements JsonEvent {
	}

	/**
	 * A message with {@code base64} in place of {@code text}.
	 */
	record Bytes(String cursor, String from, long client, ByteBuffer bytes, Instant at) implements JsonEvent {
	}

	record Joined(String nick, long client) implements JsonEvent {
	}

	record Left(String nick, long client) implements JsonEvent {
	}

	record Gap(String after, String cursor) implements JsonEvent {
	}

	record Reconnect(long afterMillis) implements JsonEvent {
	}

	/**
	 * What the wire calls {@code error}.
	 */
	record Refused(String code, String message, @Nullable String id,
			@Nullable Long retryAfterMillis) implements JsonEvent {
	}

}
