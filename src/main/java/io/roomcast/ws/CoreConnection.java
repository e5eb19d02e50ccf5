package io.roomcast.ws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

import io.roomcast.chat.Conversation;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.ReadBurst;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Reads one client's socket, on the thread of its selector.
 */
final class CoreConnection extends AbstractConnection.NonBlocking implements Connection.UpgradeTo {

	// A socket is read in turns. A turn reads it once and handles a bounded number of the
	// frames that came; the rest waits for the next turn, which comes when the thread's
	// other clients have had theirs. Frames of every kind count, so a client that sends a
	// flood of them slows down itself only. Between two turns the connection waits for
	// the socket, for the thread, or until the conversation is ready for more.
	//
	// There is one turn at a time: only the end of a turn arranges the next one. The
	// connection may end on another thread during a turn; then the turn releases what is
	// held.

	/** How many bytes a turn reads. */
	private static final int READ_BYTES = 16 * 1024;

	/** How many bytes are read to learn whether the client is still there. */
	private static final int PEEK_BYTES = 64;

	/** How many frames a turn handles. */
	private static final int MAX_FRAMES = 256;

	private static final int IDLE = 0;

	private static final int READING = 1;

	private static final int ENDED_WHILE_READING = 2;

	private static final int ENDED = 3;

	/** The conversation takes another message. */
	private static final int READY = 0;

	/** The conversation was asked whether it does, and has not answered yet. */
	private static final int ASKED = 1;

	/** The same, and the turn is over: the answer begins the next one. */
	private static final int AWAITED = 2;

	/** Empty between two turns. */
	private static final ThreadLocal<ByteBuffer> READ_BUFFER = ThreadLocal
		.withInitial(() -> BufferUtil.allocateDirect(READ_BYTES));

	private final ClientConnection client;

	private final ReadBurst burst;

	private final Failures failures;

	private final FrameReader frames;

	private final AtomicInteger phase = new AtomicInteger(IDLE);

	private final AtomicInteger demand = new AtomicInteger(READY);

	// Touched by the turn, or when there will be no more turns.
	private @Nullable ByteBuffer unread;

	private boolean paused;

	private volatile boolean inputEnded;

	CoreConnection(ClientConnection client, EndPoint endPoint, Connector connector, ReadBurst burst,
			Failures failures) {
		super(endPoint, connector.getExecutor());
		this.client = client;
		this.burst = burst;
		this.failures = failures;
		this.frames = new FrameReader(client, connector.getByteBufferPool());
	}

	/**
	 * Takes what the client sent right after its handshake.
	 */
	@Override
	public void onUpgradeTo(ByteBuffer buffer) {
		countReceived(buffer.remaining());
		keep(copy(buffer));
	}

	@Override
	public void onOpen() {
		super.onOpen();
		// Silent clients are the watchdog's business.
		getEndPoint().setIdleTimeout(0);
		if (this.phase.get() == ENDED) {
			return;
		}
		if (hasEnded()) {
			getEndPoint().close();
			return;
		}
		this.client.open();
		if (this.client.participant() instanceof Conversation conversation) {
			conversation.whenReady(this::goOn);
		}
		else {
			goOn();
		}
	}

	/**
	 * Returns whether the client is gone already. One that gave up its handshake and made
	 * another must not take its session over from that, if this one is served later.
	 */
	private boolean hasEnded() {
		if (this.unread != null) {
			return false;
		}
		// Small, as this is not a thread that reads.
		ByteBuffer bytes = BufferUtil.allocate(PEEK_BYTES);
		try {
			int read = getEndPoint().fill(bytes);
			countReceived(read);
			if (bytes.hasRemaining()) {
				keep(copy(bytes));
			}
			return read < 0;
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Override
	public void onFillable() {
		this.burst.run(this::readTurn);
	}

	private void readTurn() {
		if (!this.phase.compareAndSet(IDLE, READING)) {
			return;
		}
		try {
			this.client.heartbeat().seen();
			read();
		}
		catch (RuntimeException | IOException ex) {
			fail(ex);
		}
		finally {
			endTurn();
		}
	}

	private void read() throws IOException {
		ByteBuffer bytes = this.unread;
		this.unread = null;
		if (bytes == null) {
			bytes = READ_BUFFER.get();
			BufferUtil.clear(bytes);
			int read = getEndPoint().fill(bytes);
			this.inputEnded = read < 0;
			countReceived(read);
		}
		else {
			this.client.hold(-bytes.capacity());
		}
		for (int count = 0; count < MAX_FRAMES && bytes.hasRemaining() && !this.paused; count++) {
			this.paused = this.frames.read(bytes) && !isReady();
		}
		this.frames.answer();
		if (bytes.hasRemaining()) {
			keep(bytes.isDirect() ? copy(bytes) : bytes);
		}
	}

	private void countReceived(int bytes) {
		if (bytes > 0) {
			this.client.traffic().addBytesReceived(bytes);
		}
	}

	private static ByteBuffer copy(ByteBuffer bytes) {
		return ByteBuffer.wrap(BufferUtil.toArray(bytes));
	}

	private void keep(ByteBuffer bytes) {
		this.unread = bytes;
		this.client.hold(bytes.capacity());
	}

	private void fail(Exception cause) {
		this.failures.add("reading " + this.client, cause);
		this.client.close(Disconnect.HANDLING_FAILED);
	}

	private void endTurn() {
		boolean waits = this.paused;
		boolean atEnd = this.inputEnded && this.unread == null;
		this.paused = false;
		if (!this.phase.compareAndSet(READING, IDLE)) {
			release();
		}
		else if (atEnd) {
			this.client.inputEnded();
		}
		else if (!waits || !this.demand.compareAndSet(ASKED, AWAITED)) {
			goOn();
		}
	}

	/**
	 * Returns whether the conversation takes another message now. If not, the next turn
	 * begins when it does.
	 */
	private boolean isReady() {
		if (this.client.participant() instanceof Conversation conversation) {
			this.demand.set(ASKED);
			conversation.whenReady(this::ready);
			return this.demand.get() == READY;
		}
		return true;
	}

	private void ready() {
		if (this.demand.getAndSet(READY) == AWAITED) {
			goOn();
		}
	}

	private void goOn() {
		if (this.unread != null) {
			this.burst.runNext(this::readTurn);
		}
		else {
			fillInterested();
		}
	}

	/**
	 * Ends the sending side, when both close frames are through. The connection ends when
	 * the client does the same: closing a socket with unread bytes in it resets the
	 * connection, and the reset can overtake what was sent.
	 */
	void finish() {
		if (this.inputEnded) {
			getEndPoint().close();
		}
		else {
			getEndPoint().shutdownOutput();
		}
	}

	@Override
	public void onClose(@Nullable Throwable cause) {
		super.onClose(cause);
		if (this.phase.getAndUpdate((now) -> (now == READING) ? ENDED_WHILE_READING : ENDED) != READING) {
			release();
		}
		this.client.gone();
	}

	private void release() {
		ByteBuffer bytes = this.unread;
		if (bytes != null) {
			this.client.hold(-bytes.capacity());
			this.unread = null;
		}
		this.frames.release();
	}

}
