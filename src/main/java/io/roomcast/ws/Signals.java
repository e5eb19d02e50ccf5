package io.roomcast.ws;

import java.nio.charset.StandardCharsets;

import io.roomcast.fanout.Frames;
import io.roomcast.protocol.EventStreamCodec;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * What is written to the other end of a connection about the connection itself. Any
 * thread may call.
 */
final class Signals {

	private final byte[] ping;

	private final boolean answered;

	private Signals(byte[] ping, boolean answered) {
		this.ping = ping;
		this.answered = answered;
	}

	/**
	 * Returns those of a WebSocket client, which answers pings and the close frame.
	 */
	static Signals webSocket(byte[] ping) {
		return new Signals(ping, true);
	}

	/**
	 * Returns those of a listener, which cannot say anything.
	 */
	static Signals eventStream(byte[] ping) {
		return new Signals(ping, false);
	}

	/**
	 * Returns what one gets that was told nothing for long. It must not be changed.
	 */
	byte[] ping() {
		return this.ping;
	}

	/**
	 * Returns whether pings and the close are answered.
	 */
	boolean isAnswered() {
		return this.answered;
	}

	/**
	 * Returns the last bytes of the connection: the close frame, or a comment for people
	 * who read the stream.
	 * @param payload that of the close frame
	 */
	byte[] close(byte[] payload) {
		if (this.answered) {
			return Frames.frame(OpCode.CLOSE, payload);
		}
		int reason = Math.min(Short.BYTES, payload.length);
		String text = new String(payload, reason, payload.length - reason, StandardCharsets.UTF_8);
		return EventStreamCodec.comment(" " + text.replaceAll("[\r\n]", " "));
	}

}
