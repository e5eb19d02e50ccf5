package io.roomcast.chat;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Frames;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.TextCodec;

/**
 * What entries of a chat room say, and how each side sees it.
 */
sealed interface Said extends Content {

	/**
	 * Somebody's text: the sender sees it as its echo.
	 */
	record Text(String nick, String text) implements Said {

		@Override
		public int size() {
			return this.nick.length() + this.text.length();
		}

		@Override
		public byte[] common() {
			return Frames.text(TextCodec.encode(new Event.Message(this.nick, this.text)));
		}

		@Override
		public byte[] own() {
			return Frames.text(TextCodec.encode(new Event.Echo(this.text)));
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
