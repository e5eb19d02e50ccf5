package io.roomcast.ws;

import io.roomcast.fanout.Frames;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * The control frames that are due to one client: one of each kind at the most, as a later
 * pong does for an earlier one (RFC 6455 section 5.5.3). Any thread.
 */
final class Controls {

	private byte @Nullable [] pong;

	private byte @Nullable [] ping;

	private byte @Nullable [] close;

	private volatile boolean closeTaken;

	synchronized void put(byte opcode, byte[] payload) {
		byte[] frame = Frames.frame(opcode, payload);
		switch (opcode) {
			case OpCode.PONG -> this.pong = frame;
			case OpCode.PING -> this.ping = frame;
			case OpCode.CLOSE -> this.close = frame;
			default -> throw new IllegalArgumentException("opcode " + opcode + " is none of a control frame");
		}
	}

	/**
	 * The next frame to write, the close frame last; null if none is due.
	 */
	synchronized byte @Nullable [] take() {
		byte[] frame = this.pong;
		if (frame != null) {
			this.pong = null;
			return frame;
		}
		frame = this.ping;
		if (frame != null) {
			this.ping = null;
			return frame;
		}
		frame = this.close;
		this.close = null;
		this.closeTaken |= frame != null;
		return frame;
	}

	/**
	 * Whether the close frame has been given out: nothing may be written behind it.
	 */
	boolean isCloseTaken() {
		return this.closeTaken;
	}

}
