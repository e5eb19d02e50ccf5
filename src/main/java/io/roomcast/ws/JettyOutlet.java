package io.roomcast.ws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Outlet;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a client's socket: batches of its room, and the control frames between them.
 */
final class JettyOutlet implements Outlet, Callback {

	// The thread that writes holds the outlet: the state goes from FREE to HELD, and back
	// when the socket has taken the bytes. A thread that finds it HELD leaves what it
	// wants done (control frames, an action to run) and makes it CONTENDED; the holder
	// sees that and does it before it lets go. Something is left under the lock, before
	// the state is read; the holder lets go under the lock, after it has checked for what
	// was left: so whatever is left is done. Once the close frame is written or the
	// socket has failed, the outlet is closed and held for ever.

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

	// The plain socket, which takes one buffer by write(2), where the endpoint would
	// gather; null with TLS.
	private final @Nullable SocketChannel socket;

	private final ClientConnection client;

	private volatile int state = FREE;

	// Guarded by this.
	private final ControlFrames controls = new ControlFrames();

	private @Nullable Runnable whenWritable;

	private boolean closed;

	// What the socket has yet to take of the write under way. Touched by the holder.
	private @Nullable ByteBuffer rest;

	// Nanoseconds of System.nanoTime(), 0 for not under way.
	private volatile long writingSince;

	private volatile long closingSince;

	JettyOutlet(EndPoint endPoint, ClientConnection client) {
		this.endPoint = endPoint;
		this.socket = (endPoint instanceof SocketChannelEndPoint plain) ? plain.getChannel() : null;
		this.client = client;
	}

	@Override
	public WriteResult write(ByteBuffer bytes, Runnable whenWritable) {
		if (!STATE.compareAndSet(this, FREE, HELD)) {
			if (!leave(whenWritable)) {
				return WriteResult.CLOSED;
			}
			if (!holdOrContend()) {
				return WriteResult.BUSY;
			}
			leave(null);
		}
		try {
			if (flush(bytes)) {
				release();
				return WriteResult.COMPLETE;
			}
		}
		catch (IOException ex) {
			fail(ex);
			return WriteResult.CLOSED;
		}
		return leave(whenWritable) ? WriteResult.PARTIAL : WriteResult.CLOSED;
	}

	/**
	 * Leaves an action to the holder.
	 * @return false if the outlet is closed, and the action would never be run
	 */
	private synchronized boolean leave(@Nullable Runnable whenWritable) {
		if (this.closed) {
			return false;
		}
		this.whenWritable = whenWritable;
		return true;
	}

	private boolean flush(ByteBuffer bytes) throws IOException {
		if (bytes.isDirect()) {
			return flushPiece(bytes);
		}
		int limit = bytes.limit();
		boolean whole;
		do {
			bytes.limit(Math.min(limit, bytes.position() + MAX_HEAP_WRITE));
			try {
				whole = flushPiece(bytes);
			}
			finally {
				bytes.limit(limit);
			}
		}
		while (whole && bytes.hasRemaining());
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
	 * Writes as soon as the socket takes it, in pieces: each piece that is taken shows
	 * that the client reads.
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
		this.client.heartbeat().seen();
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
	public void close(Disconnect disconnect) {
		this.client.closeNow(disconnect);
	}

	/**
	 * Writes a close frame as soon as the socket takes one, unless there was one already.
	 * Nothing is written after it.
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
	 * Writes a ping as soon as the socket takes one.
	 */
	void writePing() {
		synchronized (this) {
			this.controls.addPing();
		}
		writeControls();
	}

	/**
	 * Adds the answer to a ping, which the next {@link #writeControls()} writes.
	 */
	synchronized void addPong(byte[] payload) {
		this.controls.addPong(payload);
	}

	/**
	 * Writes the control frames that are due as soon as the socket takes them.
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
	 * Returns since when the socket has taken no bytes of the write under way; 0 if no
	 * write is.
	 */
	long writingSince() {
		return this.writingSince;
	}

	/**
	 * Takes hold of the outlet, or makes its holder check once more before it lets go.
	 * @return whether the caller holds it now
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
				ByteBuffer bytes = ByteBuffer.wrap(frames);
				if (!flush(bytes)) {
					finish(bytes);
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
			waiting = this.whenWritable;
			this.whenWritable = null;
			if (!this.closed) {
				this.state = FREE;
			}
		}
		if (waiting != null) {
			waiting.run();
		}
		if (this.controls.isCloseTaken()) {
			this.client.closeFrameWritten();
		}
		return null;
	}

	private void fail(Throwable cause) {
		end();
		this.endPoint.close(cause);
	}

	/**
	 * Closes the outlet: nothing is written any more, and the action that waits is run.
	 * Any thread may call, also the holder.
	 */
	void end() {
		Runnable waiting;
		synchronized (this) {
			this.closed = true;
			waiting = this.whenWritable;
			this.whenWritable = null;
		}
		if (waiting != null) {
			waiting.run();
		}
	}

}
