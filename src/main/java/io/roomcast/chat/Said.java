package io.roomcast.chat;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Frames;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.TextCodec;

/**
 * What entries of a chat room say, and how each side sees it.
 */
sealed interface Said extends Content {

	/** Plain text shows no cursors, and the engine gives none yet. */
	Cursor NOWHERE = new Cursor(0, 0, 0);

	/**
	 * Somebody's text: the sender sees it as its echo.
	 */
	record Text(Event.Message message) implements Said {

		@Override
		public int size() {
			return this.message.from().length() + this.message.text().length();
		}

		@Override
		public byte[] common() {
			return Frames.text(TextCodec.encode(this.message));
		}

		@Override
		public byte[] own() {
			return Frames.text(TextCodec.encodeEcho(this.message));
		}

	}

	/**
	 * Somebody's bytes, the same to all.
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Bytes(byte[] bytes) implements Said {

		@Override
		public int size() {
			return this.bytes.length;
		}

		@Override
		public byte[] common() {
			return Frames.binary(this.bytes);
		}

		@Override
		public byte[] own() {
			return common();
		}

	}

	/**
	 * Somebody came or went. It concerns the others only.
	 */
	record Notice(Event event) implements Said {

		private static final int ABOUT_BYTES = 32;

		@Override
		public int size() {
			return ABOUT_BYTES;
		}

		@Override
		public byte[] common() {
			return Frames.text(TextCodec.encode(this.event));
		}

		@Override
		public byte[] own() {
			return Frames.none();
		}

	}

}
