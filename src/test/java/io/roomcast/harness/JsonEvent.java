package io.roomcast.harness;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An event of the JSON protocol, as a client reads it. Cursors are opaque. Immutable.
 */
public sealed interface JsonEvent extends ChatEvent {

	/**
	 * Reads a frame, which holds exactly one event.
	 */
	static JsonEvent parse(String frame) {
		return JsonEventReader.read(frame);
	}

	/**
	 * An event of one room.
	 */
	sealed interface OfRoom extends JsonEvent {

		String room();

	}

	record Hello(long client, String nick, String session, boolean resumed, long pingSeconds, long graceSeconds,
			Instant at) implements JsonEvent {
	}

	record Welcome(String room, String nick, String cursor, boolean recovered, long clients,
			@Nullable CommandId id) implements OfRoom {
	}

	record Message(String room, String cursor, String from, long client, Body body, Instant at, @Nullable CommandId id,
			boolean repeated) implements OfRoom {

		/**
		 * Returns what was said, which must be a text.
		 */
		public String text() {
			return bodyOf(Body.Text.class).text();
		}

		/**
		 * Returns what was said, which must be a JSON value, as it is written.
		 */
		public String data() {
			return bodyOf(Body.Data.class).json();
		}

		/**
		 * Returns what was said, which must be bytes.
		 */
		public byte[] bytes() {
			return bodyOf(Body.Bytes.class).toArray();
		}

		/**
		 * Returns what its sender is told if it says the same under the same id again.
		 */
		public Message asRepeated() {
			return new Message(this.room, this.cursor, this.from, this.client, this.body, this.at, this.id, true);
		}

		/**
		 * Returns the message as the others hear it.
		 */
		public Message withoutId() {
			return new Message(this.room, this.cursor, this.from, this.client, this.body, this.at, null, false);
		}

		private <B extends Body> B bodyOf(Class<B> type) {
			if (!type.isInstance(this.body)) {
				throw new AssertionError("no " + type.getSimpleName() + ": " + this);
			}
			return type.cast(this.body);
		}

	}

	record Joined(String room, String nick, long client, Instant at) implements OfRoom {
	}

	record Left(String room, String nick, long client, Instant at, @Nullable CommandId id) implements OfRoom {
	}

	record Count(String room, long clients) implements OfRoom {
	}

	record Clients(String room, List<Member> clients, long total, @Nullable CommandId id) implements OfRoom {

		public List<String> nicks() {
			return this.clients.stream().map(Member::nick).toList();
		}

	}

	record History(String room, List<Message> messages, boolean complete, boolean more,
			@Nullable CommandId id) implements OfRoom {

		public List<String> texts() {
			return this.messages.stream().map(Message::text).toList();
		}

		/**
		 * Returns the cursor of the first message, to page backwards from.
		 */
		public String first() {
			return this.messages.get(0).cursor();
		}

		/**
		 * Returns the cursor of the last message, to page forwards from.
		 */
		public String last() {
			return this.messages.get(this.messages.size() - 1).cursor();
		}

	}

	record Gap(String room, String after, String cursor) implements OfRoom {
	}

	record Token(@Nullable Instant expiresAt, @Nullable CommandId id) implements JsonEvent {
	}

	record Ping() implements JsonEvent {
	}

	record Reconnect(long afterMillis) implements JsonEvent {
	}

	/**
	 * What the wire calls {@code error}.
	 */
	record Refused(@Nullable String room, String code, String message, @Nullable CommandId id,
			@Nullable Long retryAfterMillis) implements JsonEvent {
	}

	/**
	 * A client of a room. Immutable.
	 */
	record Member(String nick, long client) {
	}

}
