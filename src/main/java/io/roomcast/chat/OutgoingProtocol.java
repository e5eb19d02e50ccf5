package io.roomcast.chat;

import io.roomcast.fanout.Format;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Subscriber.GapEncoder;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.EventStreamCodec;
import org.jspecify.annotations.Nullable;

/**
 * What clients and listeners are told, and how. Any thread may call.
 */
sealed interface OutgoingProtocol permits ClientProtocol, OutgoingProtocol.EventStream {

	/** For listeners, who say nothing. */
	OutgoingProtocol EVENT_STREAM = new EventStream();

	/**
	 * Returns the protocol that is rendered in a format.
	 */
	static OutgoingProtocol of(Format format) {
		return switch (format) {
			case TEXT -> ClientProtocol.PLAIN_TEXT;
			case JSON -> ClientProtocol.JSON;
			case EVENT_STREAM -> EVENT_STREAM;
		};
	}

	Format format();

	/**
	 * Encodes an event for one client alone, or for everybody but its sender, as a frame;
	 * as none if the protocol has no words for it.
	 */
	byte[] encode(Event event);

	/**
	 * Encodes an event for its sender.
	 */
	byte[] encodeForSender(Event event);

	/**
	 * Returns the frames of a ping to a client that was told nothing for long.
	 */
	byte[] ping();

	/**
	 * Encodes that what was said between two positions is gone.
	 */
	byte[] encodeGap(String room, Position after, Position position);

	/**
	 * Returns how a client is told what it has missed for good; null if it cannot be.
	 */
	@Nullable GapEncoder gapEncoder();

	/**
	 * Server-sent events.
	 */
	record EventStream() implements OutgoingProtocol {

		private static final GapEncoder GAPS = (room, after, position) -> EVENT_STREAM.encodeGap(room, after, position);

		@Override
		public Format format() {
			return Format.EVENT_STREAM;
		}

		@Override
		public byte[] encode(Event event) {
			return EventStreamCodec.encode(event);
		}

		@Override
		public byte[] encodeForSender(Event event) {
			return encode(event);
		}

		@Override
		public byte[] ping() {
			return EventStreamCodec.comment("");
		}

		@Override
		public byte[] encodeGap(String room, Position after, Position position) {
			return encode(new Event.Gap(room, ChatContent.cursor(after), ChatContent.cursor(position)));
		}

		@Override
		public GapEncoder gapEncoder() {
			return GAPS;
		}

	}

}
