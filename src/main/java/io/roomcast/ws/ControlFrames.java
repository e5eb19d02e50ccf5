package io.roomcast.ws;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;

import io.roomcast.fanout.Frames;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * The control frames that are due to one client: a pong for each of its last pings, at
 * most one ping, and at most one close frame. Its outlet guards it, except for
 * {@link #isCloseTaken()}.
 */
final class ControlFrames {

	/**
	 * The largest number of pongs that are due. Of more pings only the last ones are
	 * answered, as RFC 6455 section 5.5.3 allows.
	 */
	private static final int MAX_PONGS = 32;

	private final Signals signals;

	private @Nullable ArrayDeque<byte[]> pongs;

	private byte @Nullable [] ping;

	private byte @Nullable [] close;

	private volatile boolean closeTaken;

	ControlFrames(Signals signals) {
		this.signals = signals;
	}

	void addPong(byte[] payload) {
		ArrayDeque<byte[]> due = (this.pongs != null) ? this.pongs : new ArrayDeque<>(2);
		if (due.size() == MAX_PONGS) {
			due.remove();
		}
		due.add(Frames.frame(OpCode.PONG, payload));
		this.pongs = due;
	}

	/**
	 * Sets what the ping is made of that is due.
	 */
	void setPing(byte[] frames) {
		this.ping = frames;
	}

	/**
	 * Sets the close frame, unless there was one already.
	 */
	void setClose(byte[] payload) {
		if (!this.closeTaken && this.close == null) {
			this.close = this.signals.close(payload);
		}
	}

	/**
	 * Returns the frames that are due, the close frame last, and removes them; null if
	 * there are none, or if the close frame was taken before.
	 * @param closing whether the close frame may be among them
	 */
	byte @Nullable [] take(boolean closing) {
		if (this.closeTaken || (this.pongs == null && this.ping == null && (this.close == null || !closing))) {
			return null;
		}
		ByteArrayOutputStream frames = new ByteArrayOutputStream();
		if (this.pongs != null) {
			this.pongs.forEach(frames::writeBytes);
			this.pongs = null;
		}
		if (this.ping != null) {
			frames.writeBytes(this.ping);
			this.ping = null;
		}
		if (this.close != null && closing) {
			frames.writeBytes(this.close);
			this.close = null;
			this.closeTaken = true;
		}
		return frames.toByteArray();
	}

	/**
	 * Returns whether the close frame has been taken: nothing may be written after it.
	 */
	boolean isCloseTaken() {
		return this.closeTaken;
	}

}
