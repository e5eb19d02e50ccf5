package io.roomcast.chat;

import java.io.ByteArrayOutputStream;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Subscriber.GapEncoder;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.BodyRules;
import io.roomcast.protocol.Decoded;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.JsonCodec;
import io.roomcast.protocol.TextCodec;
import org.jspecify.annotations.Nullable;

/**
 * A protocol that clients speak: everything that depends on which one it is. Any thread
 * may call.
 */
sealed interface ClientProtocol extends OutgoingProtocol {

	/** For clients that ask for no subprotocol. */
	ClientProtocol PLAIN_TEXT = new PlainText();

	/** For clients that ask for {@link JsonCodec#SUBPROTOCOL}. */
	ClientProtocol JSON = new Json();

	/**
	 * Returns the protocol that a handshake has agreed on.
	 * @param subprotocol null if the client asked for none
	 */
	static ClientProtocol of(@Nullable String subprotocol) {
		return (subprotocol != null) ? JSON : PLAIN_TEXT;
	}

	/**
	 * Returns how large a text frame of a client may be, in bytes of payload.
	 */
	int maxFrameBytes(BodyRules rules);

	/**
	 * Decodes a text frame of a client.
	 */
	Decoded decode(String frame, BodyRules rules);

	/**
	 * Returns how a client is closed that an operator removes.
	 */
	Disconnect removal();

	/**
	 * Returns how a client is closed that goes on over a limit.
	 */
	Disconnect overLimit(String sentence);

	/**
	 * Returns how a client is closed that has lost its nick to another one; null if it
	 * can go on.
	 */
	@Nullable Disconnect displacement(String sentence);

	/**
	 * Sentences for people. Bytes go as they are, in a binary frame.
	 */
	record PlainText() implements ClientProtocol {

		@Override
		public Format format() {
			return Format.TEXT;
		}

		@Override
		public int maxFrameBytes(BodyRules rules) {
			return rules.maxBytes();
		}

		@Override
		public Decoded decode(String frame, BodyRules rules) {
			return TextCodec.decode(frame);
		}

		@Override
		public byte[] encode(Event event) {
			if (event instanceof Event.Message message && message.body() instanceof Body.Bytes bytes) {
				return Frames.binary(bytes.bytes());
			}
			return TextCodec.encode(event).map(Frames::text).orElseGet(Frames::none);
		}

		@Override
		public byte[] encodeForSender(Event event) {
			return (event instanceof Event.Message message && !(message.body() instanceof Body.Bytes))
					? Frames.text(TextCodec.encodeEcho(message)) : encode(event);
		}

		@Override
		public byte[] ping() {
			return Frames.ping();
		}

		@Override
		public Disconnect removal() {
			return Disconnect.REMOVED;
		}

		@Override
		public Disconnect overLimit(String sentence) {
			return Disconnect.policyViolation(sentence);
		}

		@Override
		public Disconnect displacement(String sentence) {
			return Disconnect.displaced(sentence);
		}

		@Override
		public byte[] encodeGap(String room, Position after, Position position) {
			return Frames.text("error: some of what was said here is lost");
		}

		@Override
		public @Nullable GapEncoder gapEncoder() {
			return null;
		}

	}

	/**
	 * Objects for programs.
	 */
	record Json() implements ClientProtocol {

		private static final GapEncoder GAPS = (room, after, position) -> JSON.encodeGap(room, after, position);

		@Override
		public Format format() {
			return Format.JSON;
		}

		@Override
		public int maxFrameBytes(BodyRules rules) {
			return rules.maxJsonBytes();
		}

		@Override
		public Decoded decode(String frame, BodyRules rules) {
			return JsonCodec.decode(frame, rules);
		}

		@Override
		public byte[] encode(Event event) {
			return Frames.text(JsonCodec.encode(event));
		}

		@Override
		public byte[] encodeForSender(Event event) {
			return encode(event);
		}

		/**
		 * Returns the ping frame, and after it an event, as a page cannot see the frame.
		 */
		@Override
		public byte[] ping() {
			ByteArrayOutputStream frames = new ByteArrayOutputStream();
			frames.writeBytes(Frames.ping());
			frames.writeBytes(encode(new Event.Ping()));
			return frames.toByteArray();
		}

		@Override
		public Disconnect removal() {
			return Disconnect.REMOVED_FOR_GOOD;
		}

		@Override
		public Disconnect overLimit(String sentence) {
			return Disconnect.overLimit(sentence);
		}

		@Override
		public @Nullable Disconnect displacement(String sentence) {
			return null;
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
