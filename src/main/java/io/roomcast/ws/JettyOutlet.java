package io.roomcast.ws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.roomcast.fanout.Outlet;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.CloseStatus;

/**
 * The one way out to a client's socket: batches of the pump, and between them the control
 * frames.
 */
final class JettyOutlet implements Outlet, Callback {

	// Whoever writes holds the outlet: it goes from FREE to HELD, and back when the
	// socket
	// has taken the bytes. A thread that finds it HELD leaves what it wants done (control
	// frames, a pump to be told) and makes it CONTENDED; the holder sees that and does it
	// before it lets go. Leaving something happens under the lock, before the look at the
	// state; letting go happens under the lock, together with the look at what was left:
	// so nothing is left with nobody to do it. Once the close frame is out, or the socket
	// has failed, nobody lets go any more and the outlet is closed.

	private static final int FREE = 0;

	private static final int HELD = 1;

	private static final int CONTENDED = 2;

	/**
	 * The JDK copies a heap buffer into a direct one of its size, which the thread keeps.
	 */
	private static final int MAX_HEAP_WRITE = 64 * 1024;

	private static final AtomicIntegerFieldUpdater<JettyOutlet> STATE = AtomicIntegerFieldUpdater
		.newUpdater(JettyOutlet.class, "state");

	private final EndPoint endPoint;

	// The bare socket, unless there is TLS between: it takes one buffer by write(2),
	// where the endpoint would gather.
	private final @Nullable SocketChannel socket;

	private final ChatSession session;

	private volatile int state = FREE;

	// Guarded by this.
	private final ControlFrames controls = new ControlFrames();

	private @Nullable Runnable whenFree;

	private boolean closed;

	// What the socket has yet to take of the write under way. Touched by the holder.
	private @Nullable ByteBuffer rest;

	// Nanoseconds of System.nanoTime(), 0 for not under way.
	private volatile long writingSince;

	private volatile long closingSince;

	JettyOutlet(EndPoint endPoint, ChatSession session) {
		this.endPoint = endPoint;
		this.socket = (endPoint instanceof SocketChannelEndPoint plain) ? plain.getChannel() : null;
		this.session = session;
	}

	@Override
	public WriteResult write(ByteBuffer wire, Runnable whenFree) {
		if (!STATE.compareAndSet(this, FREE, HELD)) {
			if (!leave(whenFree)) {
				return WriteResult.CLOSED;
			}
			if (!holdOrContend()) {
				return WriteResult.BUSY;
			}
			leave(null);
		}
		try {
			if (flush(wire)) {
				release();
				return WriteResult.COMPLETE;
			}
		}
		catch (IOException ex) {
			fail(ex);
			return WriteResult.CLOSED;
		}
		return leave(whenFree) ? WriteResult.PARTIAL : WriteResult.CLOSED;
	}

	/**
	 * Leaves an action to the holder.
	 * @return false if the outlet is closed, and nobody would run it
	 */
	private synchronized boolean leave(@Nullable Runnable whenFree) {
		if (this.closed) {
			return false;
		}
		this.whenFree = whenFree;
		return true;
	}

	private boolean flush(ByteBuffer wire) throws IOException {
		if (wire.isDirect()) {
			return flushPiece(wire);
		}
		int limit = wire.limit();
		boolean whole;
		do {
			wire.limit(Math.min(limit, wire.position() + MAX_HEAP_WRITE));
			try {
				whole = flushPiece(wire);
			}
			finally {
				wire.limit(limit);
			}
		}
		while (whole && wire.hasRemaining());
		return whole;
	}

	private boolean flushPiece(ByteBuffer piece) throws IOException {
		if (this.socket == null) {
			return this.endPoint.flush(piece);
		}
		this.socket.write(piece);
		return !piece.hasRemaining();
	}

	@Override
	public void finish(ByteBuffer rest) {
		this.rest = rest;
		writePiece(rest);
	}

	/**
	 * Writes as soon as the socket takes it. By pieces: each that was taken shows that
	 * the client reads.
	 */
	private void writePiece(ByteBuffer rest) {
		int length = Math.min(rest.remaining(), MAX_HEAP_WRITE);
		ByteBuffer piece = rest.slice(rest.position(), length);
		rest.position(rest.position() + length);
		this.writingSince = System.nanoTime();
		this.endPoint.write(this, piece);
	}

	@Override
	public void succeeded() {
		this.session.heartbeat().seen();
		try {
			ByteBuffer pending = this.rest;
			if (pending != null && pending.hasRemaining() && !flush(pending)) {
				writePiece(pending);
				return;
			}
		}
		catch (IOException ex) {
			fail(ex);
			return;
		}
		this.rest = null;
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

	@Override
	public void close(int code, String reason) {
		this.session.closeNow(new CloseStatus(code, reason));
	}

	/**
	 * Has a close frame written as soon as the socket takes one, unless there was one
	 * already. Nothing is written after it.
	 */
	void writeClose(byte[] payload) {
		synchronized (this) {
			this.controls.setClose(payload);
			if (this.closingSince == 0) {
				this.closingSince = System.nanoTime();
			}
		}
		writeControls();
	}

	/**
	 * Has a ping written as soon as the socket takes one.
	 */
	void writePing() {
		synchronized (this) {
			this.controls.addPing();
		}
		writeControls();
	}

	/**
	 * Adds the answer to a ping. {@link #writeControls()} must follow.
	 */
	synchronized void addPong(byte[] payload) {
		this.controls.addPong(payload);
	}

	/**
	 * Has the control frames that are due written as soon as the socket takes them.
	 */
	void writeControls() {
		if (holdOrContend()) {
			drain();
		}
	}

	/**
	 * Returns since when the close frame is due or unanswered; 0 if there is none.
	 */
	long closingSince() {
		return this.closingSince;
	}

	/**
	 * Returns since when the socket has taken nothing of a write under way; 0 if there is
	 * none.
	 */
	long writingSince() {
		return this.writingSince;
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
	 * Writes the control frames that are due, then lets go, or closes after the close
	 * frame. Called by the holder.
	 */
	private void drain() {
		try {
			for (byte[] frames = next(); frames != null; frames = next()) {
				ByteBuffer wire = ByteBuffer.wrap(frames);
				if (!flush(wire)) {
					finish(wire);
					return;
				}
			}
		}
		catch (IOException ex) {
			fail(ex);
		}
	}

	/**
	 * Takes the control frames to write next. If there are none, lets go and runs the
	 * action that waited for it.
	 */
	private byte @Nullable [] next() {
		Runnable waiting;
		synchronized (this) {
			byte[] frames = this.controls.take();
			if (frames != null) {
				return frames;
			}
			this.closed |= this.controls.isCloseTaken();
			waiting = this.whenFree;
			this.whenFree = null;
			if (!this.closed) {
				this.state = FREE;
			}
		}
		if (waiting != null) {
			waiting.run();
		}
		if (this.controls.isCloseTaken()) {
			this.session.closeFrameWritten();
		}
		return null;
	}

	private void fail(Throwable cause) {
		end();
		this.endPoint.close(cause);
	}

	/**
	 * Closes the outlet: nothing is written any more, and a pump that waits is told. Any
	 * thread may call, also the holder.
	 */
	void end() {
		Runnable waiting;
		synchronized (this) {
			this.closed = true;
			waiting = this.whenFree;
			this.whenFree = null;
		}
		if (waiting != null) {
			waiting.run();
		}
	}

}
