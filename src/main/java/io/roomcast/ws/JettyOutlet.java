package io.roomcast.ws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Outbox;
import io.roomcast.fanout.Outlet;
import io.roomcast.fanout.WriteQueue;
import io.roomcast.fanout.WriteWaiter;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a client's socket: batches of its rooms, and between them the frames that
 * belong to no room and the control frames.
 */
final class JettyOutlet implements Outlet, Callback {

	// The thread that writes holds the outlet: the state goes from FREE to HELD, and back
	// when the socket has taken the bytes. A thread that finds it HELD leaves what it
	// wants done (control frames, frames of no room, a writer to wake) and makes it
	// CONTENDED; the holder sees that and does it before it lets go. Something is left
	// under the lock, before the state is read; the holder lets go under the lock, after
	// it has checked for what was left: so whatever is left is done. While writers that
	// were woken have yet to come, the outlet is GATED: nobody holds it, and a writer
	// takes hold of it only if the queue admits it, under the lock. Once the close frame
	// is written or the socket has failed, the outlet is closed and held for ever.

	private static final int FREE = 0;

	private static final int HELD = 1;

	private static final int CONTENDED = 2;

	private static final int GATED = 3;

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

	private final Budget budget;

	private volatile int state = FREE;

	// Guarded by this.
	private final ControlFrames controls;

	// Made when they are first needed: most clients never need them.
	private @Nullable WriteQueue writers;

	private volatile @Nullable Outbox outbox;

	private boolean sending;

	private boolean closed;

	// What the socket has yet to take of the write under way. Touched by the holder.
	private @Nullable ByteBuffer rest;

	// Nanoseconds of System.nanoTime(), 0 for not under way.
	private volatile long writingSince;

	private volatile long closingSince;

	private volatile boolean wrote;

	/**
	 * Makes the outlet of an open socket.
	 * @param budget is charged for the frames that belong to no room
	 * @param signals what is written about the connection itself
	 */
	JettyOutlet(EndPoint endPoint, ClientConnection client, Budget budget, Signals signals) {
		this.controls = new ControlFrames(signals);
		this.budget = budget;
		this.endPoint = endPoint;
		this.socket = (endPoint instanceof SocketChannelEndPoint plain) ? plain.getChannel() : null;
		this.client = client;
	}

	@Override
	public WriteResult write(ByteBuffer bytes, WriteWaiter writer) {
		if (!STATE.compareAndSet(this, FREE, HELD)) {
			WriteResult refused = holdOrWait(writer);
			if (refused != null) {
				return refused;
			}
		}
		noteWrite();
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
		return waitForRest(writer) ? WriteResult.PARTIAL : WriteResult.CLOSED;
	}

	/**
	 * Takes hold of the outlet for a writer, or has the writer wait.
	 * @return null if the caller holds it now
	 */
	private synchronized @Nullable WriteResult holdOrWait(WriteWaiter writer) {
		if (this.closed) {
			return WriteResult.CLOSED;
		}
		if (hold(writer)) {
			return null;
		}
		writers().add(writer);
		return WriteResult.BUSY;
	}

	/**
	 * Takes hold of the outlet for a writer, or makes its holder check once more before
	 * it lets go. Called under the lock.
	 */
	private boolean hold(WriteWaiter writer) {
		if (this.state != GATED) {
			return holdOrContend();
		}
		if (!writers().admit(writer)) {
			return false;
		}
		this.state = CONTENDED;
		return true;
	}

	/**
	 * Has the writer wait whose write the socket took in part.
	 * @return false if the outlet is closed, and the writer would never be woken
	 */
	private synchronized boolean waitForRest(WriteWaiter writer) {
		if (this.closed) {
			return false;
		}
		writers().add(writer);
		return true;
	}

	private WriteQueue writers() {
		WriteQueue queue = this.writers;
		if (queue == null) {
			queue = new WriteQueue();
			this.writers = queue;
		}
		return queue;
	}

	@Override
	public void giveUp(WriteWaiter writer) {
		List<WriteWaiter> woken = List.of();
		synchronized (this) {
			writers().giveUp(writer);
			if (this.state == GATED && !writers().isGated()) {
				woken = letGo();
			}
		}
		woken.forEach(WriteWaiter::wake);
	}

	@Override
	public void send(byte[] frames) {
		synchronized (this) {
			if (this.closed || this.controls.isCloseTaken()) {
				return;
			}
			Outbox made = this.outbox;
			if (made == null) {
				made = new Outbox();
				made.open(this.budget);
				this.outbox = made;
			}
			made.add(frames);
		}
		writeControls();
	}

	@Override
	public boolean deferUntilSent(Runnable action, int limit) {
		Outbox made = this.outbox;
		return made != null && made.defer(action, limit);
	}

	/**
	 * Returns how many bytes of memory are held for frames that belong to no room.
	 */
	long heldBytes() {
		Outbox made = this.outbox;
		return (made != null) ? made.bytes() : 0;
	}

	/**
	 * Returns whether anything but control frames was written since the last call. Called
	 * by one thread at a time.
	 */
	boolean takeWrote() {
		boolean taken = this.wrote;
		this.wrote = false;
		return taken;
	}

	private void noteWrite() {
		if (!this.wrote) {
			this.wrote = true;
		}
	}

	/**
	 * Flushes bytes of which no pass counts how many the socket takes.
	 */
	private boolean flushCounted(ByteBuffer bytes) throws IOException {
		int from = bytes.position();
		boolean whole = flush(bytes);
		this.client.traffic().addBytesSent(bytes.position() - from);
		return whole;
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
		this.client.traffic().addBytesSent(length);
		this.writingSince = System.nanoTime();
		this.endPoint.write(this, piece);
	}

	@Override
	public void succeeded() {
		this.client.heartbeat().seen();
		try {
			ByteBuffer pending = this.rest;
			if (pending != null && pending.hasRemaining() && !flushCounted(pending)) {
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

	@Override
	public void closeWhenServed(Disconnect disconnect) {
		this.client.close(disconnect);
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
	 * @param frames what it is made of
	 */
	void writePing(byte[] frames) {
		synchronized (this) {
			this.controls.setPing(frames);
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
			if (holdGated()) {
				return true;
			}
		}
	}

	private synchronized boolean holdGated() {
		boolean gated = this.state == GATED;
		if (gated) {
			this.state = CONTENDED;
		}
		return gated;
	}

	private void release() {
		if (!STATE.compareAndSet(this, HELD, FREE)) {
			drain();
		}
	}

	/**
	 * Writes the frames that are due besides those of rooms, then lets go, or closes
	 * after the close frame. Called by the holder.
	 */
	private void drain() {
		try {
			for (byte[] frames = next(); frames != null; frames = next()) {
				ByteBuffer bytes = ByteBuffer.wrap(frames);
				if (!flushCounted(bytes)) {
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
	 * Takes the frames to write next. If there are none, lets go and wakes the writers
	 * that waited for it.
	 */
	private byte @Nullable [] next() {
		List<WriteWaiter> woken = List.of();
		Runnable whenSent;
		byte[] frames;
		synchronized (this) {
			whenSent = endSending();
			frames = takeFrames();
			if (frames == null) {
				woken = letGo();
			}
		}
		if (whenSent != null) {
			whenSent.run();
		}
		woken.forEach(WriteWaiter::wake);
		if (frames == null && this.controls.isCloseTaken()) {
			this.client.closeFrameWritten();
		}
		return frames;
	}

	/**
	 * Takes what is due besides the batches of rooms: the close frame last.
	 */
	private byte @Nullable [] takeFrames() {
		Outbox made = this.outbox;
		byte[] sent = (made != null) ? made.peek() : null;
		byte[] frames = this.controls.take(sent == null);
		if (frames != null || sent == null || this.controls.isCloseTaken()) {
			return frames;
		}
		this.sending = true;
		noteWrite();
		return sent;
	}

	/**
	 * Notes that the frames are written that belong to no room.
	 * @return the action that waited for that, or null
	 */
	private @Nullable Runnable endSending() {
		Outbox made = this.outbox;
		boolean sent = this.sending;
		this.sending = false;
		return (sent && made != null) ? made.remove(1) : null;
	}

	/**
	 * Lets go of the outlet, unless it is closed now. Called under the lock.
	 * @return the writers to wake
	 */
	private List<WriteWaiter> letGo() {
		this.closed |= this.controls.isCloseTaken();
		WriteQueue queue = this.writers;
		if (queue == null) {
			this.state = this.closed ? this.state : FREE;
			return List.of();
		}
		if (this.closed) {
			return queue.close();
		}
		List<WriteWaiter> woken = queue.release();
		this.state = queue.isGated() ? GATED : FREE;
		return woken;
	}

	private void fail(Throwable cause) {
		end();
		this.endPoint.close(cause);
	}

	/**
	 * Closes the outlet: nothing is written any more, and the writers that wait are
	 * woken. Any thread may call, also the holder.
	 */
	void end() {
		List<WriteWaiter> woken;
		synchronized (this) {
			this.closed = true;
			Outbox made = this.outbox;
			if (made != null) {
				made.close();
			}
			WriteQueue queue = this.writers;
			woken = (queue != null) ? queue.close() : List.of();
		}
		woken.forEach(WriteWaiter::wake);
	}

}
