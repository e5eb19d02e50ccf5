package io.roomcast.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (HTML standard, section 9.2): each event is the JSON object that
 * sockets get, as the data of one event without a name. One that moves the reader on has
 * its cursor as the event's id, which a browser gives back when it reconnects. Any thread
 * may call.
 */
public final class EventStreamCodec {

	/** The media type of a stream. */
	public static final String MEDIA_TYPE = "text/event-stream";

	private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

	private EventStreamCodec() {
	}

	/**
	 * Encodes an event. JSON as it is written here has no line breaks.
	 */
	public static byte[] encode(Event event) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		Cursor cursor = cursor(event);
		if (cursor != null) {
			bytes.writeBytes(("id: " + cursor.text() + "\n").getBytes(StandardCharsets.US_ASCII));
		}
		bytes.writeBytes(DATA);
		bytes.writeBytes(JsonCodec.encode(event));
		bytes.writeBytes(END);
		return bytes.toByteArray();
	}

	private static @Nullable Cursor cursor(Event event) {
		if (event instanceof Event.Message message) {
			return message.cursor();
		}
		if (event instanceof Event.Welcome welcome) {
			return welcome.cursor();
		}
		return (event instanceof Event.Gap gap) ? gap.cursor() : null;
	}

	/**
	 * Encodes a comment, which readers ignore.
	 * @param text without line breaks
	 */
	public static byte[] comment(String text) {
		return (":" + text + "\n\n").getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Encodes after how long a reader that loses its connection should make another.
	 */
	public static byte[] retry(Duration after) {
		return ("retry: " + after.toMillis() + "\n\n").getBytes(StandardCharsets.US_ASCII);
	}

}
