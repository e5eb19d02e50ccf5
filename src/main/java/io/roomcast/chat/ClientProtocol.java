package io.roomcast.chat;

import java.util.List;

import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Subscriber.GapEncoder;
import io.roomcast.protocol.Decoded;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.JsonCodec;
import io.roomcast.protocol.TextCodec;
import org.jspecify.annotations.Nullable;

/**
 * The protocol that one conversation is held in.
 */
sealed interface ClientProtocol {

	Format format();

	/**
	 * What a text message of the client asks for.
	 */
	List<Decoded> decode(String text);

	/**
	 * An event for this client alone, as a frame; empty if the protocol has no words for
	 * it.
	 */
	byte[] encode(Event event);

	/**
	 * How the client is told what it has missed for good; null if it cannot be.
	 */
	@Nullable GapEncoder gapEncoder();

	/**
	 * Plain text, for who asks for no subprotocol.
	 */
	record Plain() implements ClientProtocol {

		@Override
		public Format format() {
			return Format.TEXT;
		}

		@Override
		public List<Decoded> decode(String text) {
			return List.of(TextCodec.decode(text));
		}

		@Override
		public byte[] encode(Event event) {
			return (event instanceof Event.Gap) ? Frames.none() : Frames.text(TextCodec.encode(event));
		}

		@Override
		public @Nullable GapEncoder gapEncoder() {
			return null;
		}

	}

	/**
	 * JSON, for who asks for its subprotocol.
	 */
	record Json(JsonCodec codec) implements ClientProtocol {

		private static final GapEncoder GAPS = (after, position) -> Frames
			.text(JsonCodec.encode(new Event.Gap(ChatContent.cursor(after), ChatContent.cursor(position))));

		@Override
		public Format format() {
			return Format.JSON;
		}

		@Override
		public List<Decoded> decode(String text) {
			return this.codec.decode(text);
		}

		@Override
		public byte[] encode(Event event) {
			return Frames.text(JsonCodec.encode(event));
		}

		@Override
		public GapEncoder gapEncoder() {
			return GAPS;
		}

	}

}
