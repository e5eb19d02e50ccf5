package io.roomcast.protocol;

import java.util.ArrayList;
import java.util.List;

import io.roomcast.protocol.Refusal.Reason;

/**
 * The protocol {@value #SUBPROTOCOL}: a text frame holds JSON objects, one per line. What
 * a client does wrong becomes a refusal, never an exception; unknown fields are ignored,
 * so that newer clients may send more. Any thread may call.
 */
public final class JsonCodec {

	/** The name that a client asks for in its handshake. */
	public static final String SUBPROTOCOL = "roomcast.v1.json";

	/** How many lines a client may put into one frame. */
	public static final int MAX_LINES = 256;

	/** How many characters a command's id may have. */
	public static final int MAX_ID_LENGTH = 64;

	private JsonCodec() {
	}

	/**
	 * Decodes a frame of a client: one result for each line that is not blank, in order,
	 * at least one. A frame with too many lines is refused as a whole.
	 */
	public static List<Decoded> decode(String frame, TextRules rules) {
		int lines = countLines(frame);
		if (lines > MAX_LINES) {
			return List.of(new Refusal(Reason.TOO_MANY_LINES, "frame holds " + lines + " lines, limit " + MAX_LINES));
		}
		if (frame.isBlank()) {
			return List.of(new Refusal(Reason.BAD_JSON, "frame is blank, must hold a JSON object on each line"));
		}
		return (lines == 1) ? List.of(CommandReader.read(frame, "", rules)) : decodeLines(frame, rules);
	}

	private static int countLines(String frame) {
		int lines = 0;
		for (int start = 0; start < frame.length(); start = endOfLine(frame, start) + 1) {
			lines++;
		}
		return lines;
	}

	private static List<Decoded> decodeLines(String frame, TextRules rules) {
		List<Decoded> results = new ArrayList<>();
		int number = 1;
		for (int start = 0; start < frame.length(); number++) {
			int end = endOfLine(frame, start);
			String line = frame.substring(start, end);
			if (!line.isBlank()) {
				results.add(CommandReader.read(line, "line " + number + ": ", rules));
			}
			start = end + 1;
		}
		return results;
	}

	private static int endOfLine(String frame, int start) {
		int end = frame.indexOf('\n', start);
		return (end < 0) ? frame.length() : end;
	}

	/**
	 * Encodes an event as one line of UTF-8, without a newline at its end or anywhere in
	 * it.
	 */
	public static byte[] encode(Event event) {
		return EventWriter.write(event);
	}

}
