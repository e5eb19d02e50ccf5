package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How the server ends a connection: what its close frame says (RFC 6455 section 5.5.1).
 * Every code and reason that the server uses is here.
 *
 * @param code the close code, RFC 6455 section 7.4 and its registry
 * @param reason a sentence, cut at 123 bytes in the frame; may be empty
 */
public record Disconnect(int code, String reason) {

	/** The service stops, and the client may come back at once, to another node. */
	public static final Disconnect RESTARTING = new Disconnect(1012, "the service is restarting: come back");

	/** The token that the client came with is valid no more. */
	public static final Disconnect TOKEN_EXPIRED = new Disconnect(4101, "the token has expired");

	/** An operator removed a client that speaks plain text. */
	public static final Disconnect REMOVED = new Disconnect(1008, "removed from the room");

	/** An operator removed a client that knows our own codes. */
	public static final Disconnect REMOVED_FOR_GOOD = new Disconnect(4004, "removed by an operator");

	/** The client has come back on another connection. */
	public static final Disconnect REPLACED = new Disconnect(4000, "replaced by a newer connection");

	/**
	 * What the client has yet to get is no longer kept, and its protocol knows no gaps.
	 */
	public static final Disconnect TOO_SLOW = new Disconnect(1013,
			"too slow: the room's log has moved past what was read here");

	/**
	 * What the client has yet to get is no longer valid: the room goes on from another
	 * branch of what was said.
	 */
	public static final Disconnect LOG_REPLACED = new Disconnect(1013,
			"the room's log was replaced: come back with your last cursor");

	/** The client took no bytes for the send timeout. No frame can tell it so. */
	public static final Disconnect SEND_TIMEOUT = new Disconnect(1013, "");

	/**
	 * The connection is gone, or of no use any more, without a close frame. Never sent.
	 */
	public static final Disconnect WITHOUT_CLOSE_FRAME = new Disconnect(1006, "");

	/** A fault of the server in opening the session. */
	public static final Disconnect OPENING_FAILED = new Disconnect(1011, "the server failed to open the session");

	/** A fault of the server in handling what the client sent. */
	public static final Disconnect HANDLING_FAILED = new Disconnect(1011, "the server failed to handle a message");

	/** A fault of the server in delivering to the client. */
	public static final Disconnect DELIVERY_FAILED = new Disconnect(1011, "the server failed to serve this client");

	/** Another node has joined the client to its room, and has its session. */
	public static final Disconnect MOVED_AWAY = new Disconnect(1013,
			"the session is on another node: come back if this is the newest connection");

	private static final int PROTOCOL_ERROR = 1002;

	private static final int NOT_UTF_8 = 1007;

	/** The code of a message that is over the limit. */
	public static final int TOO_BIG = 1009;

	private static final int OVERLOAD = 1013;

	// Of our own (RFC 6455 section 7.4.2): with 40xx a client should not come back as it
	// is, with 41xx later or with something new.

	private static final int BAD_REQUEST = 4001;

	private static final int NICK_TAKEN = 4002;

	private static final int NOT_ALLOWED = 4003;

	private static final int OVER_LIMIT = 4100;

	private static final int MAX_REASON_BYTES = 123;

	/**
	 * Ends a client that asked for what cannot be.
	 */
	public static Disconnect badRequest(String reason) {
		return new Disconnect(BAD_REQUEST, reason);
	}

	/**
	 * Ends a client that asked for another one's nick.
	 */
	public static Disconnect nickTaken(String reason) {
		return new Disconnect(NICK_TAKEN, reason);
	}

	/**
	 * Ends a client that may not be here.
	 */
	public static Disconnect notAllowed(String reason) {
		return new Disconnect(NOT_ALLOWED, reason);
	}

	/**
	 * Ends a client that is over a limit, and may come back later.
	 */
	public static Disconnect overLimit(String reason) {
		return new Disconnect(OVER_LIMIT, reason);
	}

	/**
	 * Ends a client that cannot be served now.
	 */
	public static Disconnect unavailable(String reason) {
		return new Disconnect(OVERLOAD, reason);
	}

	/**
	 * Ends a client that speaks plain text and goes on over a limit.
	 */
	public static Disconnect policyViolation(String reason) {
		return new Disconnect(REMOVED.code, reason);
	}

	/**
	 * Ends a client that speaks plain text and has lost its nick to another one.
	 */
	public static Disconnect displaced(String reason) {
		return new Disconnect(REMOVED.code, reason);
	}

	/**
	 * Returns whether a client that the server closed with a code is gone for good, even
	 * if it could come back to its session otherwise.
	 */
	public static boolean isFinal(int code) {
		return code == REMOVED.code || (code > REPLACED.code && code < OVER_LIMIT);
	}

	/**
	 * Ends a client that broke a rule of RFC 6455.
	 * @param reason which rule
	 */
	public static Disconnect protocolError(String reason) {
		return new Disconnect(PROTOCOL_ERROR, reason);
	}

	/**
	 * Ends a client whose text message is not valid UTF-8.
	 * @param offset how many bytes before the first bad one are good; all, if the message
	 * ends within a character
	 */
	public static Disconnect notUtf8(int offset) {
		return new Disconnect(NOT_UTF_8, "text message is not valid UTF-8 at byte offset " + offset);
	}

	/**
	 * Ends a client whose message is over the limit.
	 * @param bytes how large the message is
	 * @param complete false if more of it may follow
	 */
	public static Disconnect messageTooBig(long bytes, boolean complete, int limit) {
		return new Disconnect(TOO_BIG,
				"message is " + (complete ? "" : "at least ") + bytes + " bytes, limit " + limit);
	}

	/**
	 * Ends one of the clients that cost most, as memory is short.
	 * @param heldBytes how much was held for it
	 */
	public static Disconnect memoryShort(long heldBytes) {
		return new Disconnect(OVERLOAD, "memory is short, and this client held " + heldBytes
				+ " bytes of it: messages sent in part, or answers not read");
	}

	/**
	 * Returns the payload of the close frame.
	 */
	public byte[] payload() {
		byte[] text = this.reason.getBytes(StandardCharsets.UTF_8);
		int length = Math.min(text.length, MAX_REASON_BYTES);
		while (length < text.length && length > 0 && isContinuation(text[length])) {
			length--;
		}
		return ByteBuffer.allocate(Short.BYTES + length).putShort((short) this.code).put(text, 0, length).array();
	}

	/**
	 * Returns whether a byte of UTF-8 belongs to the character before it.
	 */
	private static boolean isContinuation(byte unit) {
		return (unit & 0xC0) == 0x80;
	}

}
