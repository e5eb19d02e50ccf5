package io.roomcast.protocol;

import io.roomcast.protocol.Refusal.Reason;

/**
 * The protocol {@value #SUBPROTOCOL}: a text frame holds one JSON object. What a client
 * does wrong becomes a refusal, never an exception; unknown fields are ignored, so that
 * newer clients may send more. Any thread may call.
 */
public final class JsonCodec {

	/** The name that a client asks for in its handshake. */
	public static final String SUBPROTOCOL = "roomcast.v1.json";

	/**
	 * What the subprotocol begins with that a browser offers besides, to send a token. It
	 * is never agreed on.
	 */
	public static final String TOKEN_SUBPROTOCOL = "roomcast.token.";

	/** How many characters a command's id may have. */
	public static final int MAX_ID_LENGTH = 64;

	/** How many of the latest messages a client may ask for as it joins. */
	public static final int MAX_LAST = 1000;

	/** How many messages a client may ask for in a page of history. */
	public static final int MAX_PAGE = 1000;

	/** How many messages a page of history holds if the client does not say. */
	public static final int DEFAULT_PAGE = 100;

	/** How deep the objects and arrays of a command may be nested. */
	public static final int MAX_DEPTH = 100;

	private JsonCodec() {
	}

	/**
	 * Decodes a frame of a client.
	 */
	public static Decoded decode(String frame, BodyRules rules) {
		if (frame.isBlank()) {
			return new Refusal(Reason.BAD_JSON, "frame is blank, must hold a JSON object");
		}
		return CommandReader.read(frame, rules);
	}

	/**
	 * Encodes an event as UTF-8.
	 */
	public static byte[] encode(Event event) {
		return EventWriter.write(event);
	}

}
