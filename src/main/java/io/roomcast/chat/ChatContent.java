package io.roomcast.chat;

import java.time.Instant;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Position;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of a chat room say.
 */
sealed interface ChatContent extends Content {

	/** As one server orders alone, no two messages ever get the same position. */
	long NO_NONCE = 0;

	/** The memory of a record besides what it refers to. */
	int RECORD_BYTES = 40;

	/** The memory of an array besides its elements. */
	int ARRAY_BYTES = 16;

	/** The memory of a string besides its characters. */
	int STRING_BYTES = 40;

	/** A string whose characters are all up to this one takes a byte for each. */
	char LAST_LATIN = 0xFF;

	/**
	 * Returns how many bytes of memory a text takes at most.
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
	 * A text. The sender sees it as its echo, or as its receipt.
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
			return ClientProtocol.of(format).encode(event(position, at, null));
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return ClientProtocol.of(format).encodeForSender(event(position, at, this.id));
		}

	}

	/**
	 * Bytes, the same for all.
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
			return ClientProtocol.of(format).encode(event(position, at));
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return ClientProtocol.of(format).encodeForSender(event(position, at));
		}

	}

	/**
	 * A client joined or left. Only the others are told.
	 */
	record Notice(Event event) implements ChatContent {

		/** The memory of an event with the longest nick, all of it beyond the BMP. */
		private static final int MAX_BYTES = 2 * RECORD_BYTES + STRING_BYTES + 4 * NameRules.MAX_NICK_LENGTH;

		@Override
		public int size() {
			return MAX_BYTES;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return ClientProtocol.of(format).encode(this.event);
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return Frames.none();
		}

	}

}
