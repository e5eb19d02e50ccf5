package io.roomcast.ws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.roomcast.fanout.Outlet;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.CloseStatus;

/**
 * The one way out to a client's socket: trains of the pump, and between them the control
 * frames.
 * <p>
 * Whoever writes holds the outlet: it goes from FREE to HELD, and back when the socket
 * has taken the bytes. Who finds it HELD leaves what it wants to be done (one pong, one
 * ping, one close frame, one pump to be told) and makes it CONTENDED; the holder sees
 * that and does it before it lets go. Once the close frame is out nobody lets go any
 * more. There is no queue: a later pong replaces an earlier one (RFC 6455 section 5.5.3).
 */
final class JettyOutlet implements Outlet, Callback {

	private static final int FREE = 0;

	private static final int HELD = 1;

	private static final int CONTENDED = 2;

	private static final int MAX_REASON_BYTES = 123;

	private static final AtomicIntegerFieldUpdater<JettyOutlet> STATE = AtomicIntegerFieldUpdater
		.newUpdater(JettyOutlet.class, "state");

	private final EndPoint endPoint;

	// The bare socket, unless there is TLS between: it takes one buffer by write(2),
	// where the endpoint would gather.
	private final @Nullable SocketChannel socket;

	private final ChatSession session;

	private volatile int state = FREE;

	private final Controls controls = new Controls();

	// Guarded by this.
	private @Nullable Runnable afterClose;

	private @Nullable Runnable whenFree;

	// Nanoseconds of System.nanoTime(), 0 for not under way.
	private volatile long writingSince;

	private volatile long closingSince;

	JettyOutlet(EndPoint endPoint, ChatSession session) {
		this.endPoint = endPoint;
		this.socket = (endPoint instanceof SocketChannelEndPoint plain) ? plain.getChannel() : null;
		this.session = session;
	}

	@Override
	public Taken write(ByteBuffer wire, Runnable whenFree) {
		if (this.controls.isCloseTaken() || !this.endPoint.isOpen()) {
			return Taken.GONE;
		}
		if (!STATE.compareAndSet(this, FREE, HELD)) {
			synchronized (this) {
				this.whenFree = whenFree;
			}
			if (!holdOrContend()) {
				return Taken.NONE;
			}
		}
		try {
			if (flush(wire)) {
				release();
				return Taken.ALL;
			}
		}
		catch (IOException ex) {
			fail(ex);
			return Taken.GONE;
		}
		synchronized (this) {
			this.whenFree = whenFree;
		}
		return Taken.SOME;
	}

	private boolean flush(ByteBuffer wire) throws IOException {
		if (this.socket == null) {
			return this.endPoint.flush(wire);
		}
		this.socket.write(wire);
		return !wire.hasRemaining();
	}

	@Override
	public void finish(ByteBuffer rest) {
		writeLater(rest);
	}

	@Override
	public void close(int code, String reason) {
		if (close(closePayload(code, reason), null)) {
			this.session.end(new CloseStatus(code, reason));
		}
	}

	/**
	 * Has a close frame written, unless one is already.
	 * @param afterClose run when it is written, or at once if there already is one
	 */
	boolean close(byte[] payload, @Nullable Runnable afterClose) {
		boolean first;
		synchronized (this) {
			first = this.closingSince == 0;
			if (first) {
				this.closingSince = System.nanoTime();
				this.controls.put(OpCode.CLOSE, payload);
				this.afterClose = afterClose;
			}
		}
		if (first) {
			writeControls();
		}
		else if (afterClose != null) {
			afterClose.run();
		}
		return first;
	}

	/**
	 * Has a ping or pong written as soon as the socket takes one.
	 */
	void control(byte opcode, byte[] payload) {
		this.controls.put(opcode, payload);
		writeControls();
	}

	boolean isClosing() {
		return this.closingSince != 0;
	}

	/**
	 * Since when the close frame is due or unanswered; 0 if there is none.
	 */
	long closingSince() {
		return this.closingSince;
	}

	/**
	 * Since when the socket has not taken a write; 0 if there is none.
	 */
	long writingSince() {
		return this.writingSince;
	}

	@Override
	public void succeeded() {
		this.writingSince = 0;
		drain();
	}

	@Override
	public void failed(Throwable cause) {
		fail(cause);
	}

	@Override
	public InvocationType getInvocationType() {
		return InvocationType.NON_BLOCKING;
	}

	private void writeControls() {
		if (holdOrContend()) {
			drain();
		}
	}

	/**
	 * Takes hold of the outlet, or has its holder look once more before it lets go.
	 */
	private boolean holdOrContend() {
		while (true) {
			if (STATE.compareAndSet(this, FREE, HELD)) {
				return true;
			}
			if (STATE.compareAndSet(this, HELD, CONTENDED) || this.state == CONTENDED) {
				return false;
			}
		}
	}

	private void release() {
		if (!STATE.compareAndSet(this, HELD, FREE)) {
			drain();
		}
	}

	/**
	 * Writes what was left to the holder, then lets go.
	 */
	private void drain() {
		if (this.controls.isCloseTaken()) {
			closed();
			return;
		}
		try {
			byte[] next = next();
			while (next != null) {
				ByteBuffer wire = ByteBuffer.wrap(next);
				if (!flush(wire)) {
					writeLater(wire);
					return;
				}
				if (this.controls.isCloseTaken()) {
					closed();
					return;
				}
				next = next();
			}
		}
		catch (IOException ex) {
			fail(ex);
		}
	}

	private byte @Nullable [] next() {
		Runnable action;
		synchronized (this) {
			byte[] frame = this.controls.take();
			if (frame != null) {
				return frame;
			}
			action = this.whenFree;
			this.whenFree = null;
			this.state = FREE;
		}
		if (action != null) {
			action.run();
		}
		return null;
	}

	/**
	 * Nothing will be written any more: who waits for anything is told.
	 */
	private void closed() {
		Runnable answered;
		Runnable waiting;
		synchronized (this) {
			answered = this.afterClose;
			this.afterClose = null;
			waiting = this.whenFree;
			this.whenFree = null;
		}
		if (answered != null) {
			answered.run();
		}
		if (waiting != null) {
			waiting.run();
		}
	}

	private void writeLater(ByteBuffer rest) {
		this.writingSince = System.nanoTime();
		this.endPoint.write(this, rest);
	}

	private void fail(Throwable cause) {
		this.endPoint.close(cause);
		closed();
	}

	private static byte[] closePayload(int code, String reason) {
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		int length = Math.min(text.length, MAX_REASON_BYTES);
		while (length < text.length && length > 0 && (text[length] & 0xC0) == 0x80) {
			length--;
		}
		return ByteBuffer.allocate(2 + length).putShort((short) code).put(text, 0, length).array();
	}

}
