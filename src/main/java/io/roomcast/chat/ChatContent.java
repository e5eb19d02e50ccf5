package io.roomcast.chat;

import java.time.Instant;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Position;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.JsonCodec;
import io.roomcast.protocol.TextCodec;
import org.jspecify.annotations.Nullable;

/**
 * What entries of a chat room say, and how each side sees it in each protocol.
 */
sealed interface ChatContent extends Content {

	/**
	 * One server orders alone: no two messages ever get the same position.
	 */
	long NO_NONCE = 0;

	/** What a message takes beside what it refers to. */
	int RECORD_BYTES = 40;

	/** What an array takes beside its elements. */
	int ARRAY_BYTES = 16;

	/** What a string takes beside its characters: itself and the array's header. */
	int STRING_BYTES = 40;

	/** The last character of which a string of such takes a byte for each. */
	char LAST_LATIN = 0xFF;

	/**
	 * How many bytes of memory a text takes, at the most.
	 */
	static int memory(@Nullable String text) {
		if (text == null) {
			return 0;
		}
		int length = text.length();
		for (int i = 0; i < length; i++) {
			if (text.charAt(i) > LAST_LATIN) {
				return STRING_BYTES + 2 * length;
			}
		}
		return STRING_BYTES + length;
	}

	static Cursor cursor(Position position) {
		return new Cursor(position.epoch(), position.offset(), NO_NONCE);
	}

	static Position position(Cursor cursor) {
		return new Position(cursor.epoch(), cursor.offset());
	}

	/**
	 * Somebody's text. The sender sees it as its echo, or as its receipt.
	 */
	record Text(String from, long client, String text, @Nullable String id) implements ChatContent {

		Event.Message event(Position position, long at, @Nullable String receipt) {
			return new Event.Message(cursor(position), this.from, this.client, this.text, Instant.ofEpochMilli(at),
					receipt);
		}

		@Override
		public int size() {
			return RECORD_BYTES + memory(this.from) + memory(this.text) + memory(this.id);
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			Event.Message event = event(position, at, null);
			return (format == Format.JSON) ? Frames.text(JsonCodec.encode(event))
					: Frames.text(TextCodec.encode(event));
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			Event.Message event = event(position, at, this.id);
			return (format == Format.JSON) ? Frames.text(JsonCodec.encode(event))
					: Frames.text(TextCodec.encodeEcho(event));
		}

	}

	/**
	 * Somebody's bytes, the same to all.
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Bytes(String from, long client, byte[] bytes) implements ChatContent {

		Event.Bytes event(Position position, long at) {
			return new Event.Bytes(cursor(position), this.from, this.client, this.bytes, Instant.ofEpochMilli(at));
		}

		@Override
		public int size() {
			return RECORD_BYTES + memory(this.from) + ARRAY_BYTES + this.bytes.length;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return (format == Format.JSON) ? Frames.text(JsonCodec.encode(event(position, at))) : Frames.binary(this.bytes);
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return forOthers(format, position, at);
		}

	}

	/**
	 * Somebody came or went. It concerns the others only.
	 */
	record Notice(Event event) implements ChatContent {

		/** The event, and a nick of the greatest length. */
		private static final int MAX_BYTES = 256;

		@Override
		public int size() {
			return MAX_BYTES;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return (format == Format.JSON) ? Frames.text(JsonCodec.encode(this.event))
					: Frames.text(TextCodec.encode(this.event));
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return Frames.none();
		}

	}

}
