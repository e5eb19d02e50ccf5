package io.roomcast.ws;

import io.roomcast.chat.Participant;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Traffic;
import io.roomcast.limit.ConnectionPermit;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * The life of one client's connection, from the handshake to the end of the closing
 * handshake (RFC 6455 section 7); or of a listener's event stream, where nobody answers.
 * Any thread may call.
 */
final class ClientConnection {

	private final long number;

	private final EndPoint endPoint;

	private final OpenConnections connections;

	private final Budget budget;

	private final Traffic traffic;

	private final Signals signals;

	private final JettyOutlet outlet;

	private final Heartbeat heartbeat = new Heartbeat();

	// Set once, before it is open.
	private @Nullable Runnable finish;

	private @Nullable ConnectionListener listener;

	// Set once, before it is open. Taken under this.
	private @Nullable ConnectionPermit permit;

	private volatile @Nullable Participant participant;

	// Set once, under this.
	private volatile boolean ended;

	// The payload of the close frame that ends the connection: the first one is kept. Set
	// once, under this.
	private volatile byte @Nullable [] closePayload;

	private volatile boolean peerClosed;

	private volatile boolean closedByClient;

	private volatile boolean closeFrameWritten;

	private volatile boolean gone;

	private volatile long heldBytes;

	/**
	 * Makes a connection that is not open yet.
	 * @param budget is charged for what is held for the client alone
	 * @param traffic counts the bytes of the client
	 * @param signals what is written about the connection itself
	 */
	ClientConnection(OpenConnections connections, EndPoint endPoint, Budget budget, Traffic traffic, Signals signals) {
		this.connections = connections;
		this.budget = budget;
		this.traffic = traffic;
		this.number = connections.nextNumber();
		this.endPoint = endPoint;
		this.outlet = new JettyOutlet(endPoint, this, budget, signals);
		this.signals = signals;
		this.peerClosed = !signals.isAnswered();
	}

	/**
	 * Sets what is told of all that happens. To be called once, before it is open.
	 */
	void notify(ConnectionListener told) {
		this.listener = told;
	}

	/**
	 * Sets what ends the connection when both close frames are through. To be called
	 * once, before it is open.
	 */
	void onFinish(Runnable action) {
		this.finish = action;
	}

	/**
	 * Sets what is given back when the connection is gone. To be called once, before it
	 * is open.
	 */
	synchronized void hold(@Nullable ConnectionPermit held) {
		this.permit = held;
	}

	private void releasePermit() {
		ConnectionPermit held;
		synchronized (this) {
			held = this.permit;
			this.permit = null;
		}
		if (held != null) {
			held.release();
		}
	}

	long number() {
		return this.number;
	}

	/**
	 * Returns what the log calls it: the client by its number, or the connection by its
	 * own while there is no client yet, or if it is a listener's.
	 */
	@Override
	public String toString() {
		Participant current = this.participant;
		long client = (current != null) ? current.client() : 0;
		return (client > 0) ? "client " + client : (answers() ? "connection " : "listener ") + this.number;
	}

	JettyOutlet outlet() {
		return this.outlet;
	}

	Traffic traffic() {
		return this.traffic;
	}

	Heartbeat heartbeat() {
		return this.heartbeat;
	}

	/**
	 * Returns the session of a WebSocket client.
	 */
	SpringSession spring() {
		return (SpringSession) listener();
	}

	private ConnectionListener listener() {
		ConnectionListener told = this.listener;
		if (told == null) {
			throw new IllegalStateException("connection " + this.number + " is not connected");
		}
		return told;
	}

	/**
	 * Opens the connection: the handler is told that the client is there.
	 */
	void open() {
		try {
			listener().opened();
		}
		catch (RuntimeException ex) {
			abort(Disconnect.OPENING_FAILED);
			throw ex;
		}
	}

	/**
	 * Sets who is at the other end. If the connection has ended meanwhile, that ends,
	 * too.
	 */
	void begin(Participant begun) {
		this.participant = begun;
		if (this.ended) {
			begun.end(Disconnect.WITHOUT_CLOSE_FRAME.code(), this.closedByClient, this::writeClose);
		}
	}

	/**
	 * Returns who is at the other end; null if there is nobody yet, or it was refused.
	 */
	@Nullable Participant participant() {
		return this.participant;
	}

	/**
	 * Returns whether the other end answers pings, and the close.
	 */
	boolean answers() {
		return this.signals.isAnswered();
	}

	/**
	 * Adds to the bytes that are held for what the client has sent in part. Called by one
	 * thread at a time.
	 */
	@SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time
	void hold(long change) {
		if (change != 0) {
			this.heldBytes += change;
			this.budget.add(change);
		}
	}

	/**
	 * Pings the client.
	 * @param quiet whether it was told nothing for long
	 */
	void ping(boolean quiet) {
		this.outlet.writePing(quiet ? this.signals.ping() : Frames.ping());
	}

	/**
	 * Returns how many bytes of memory are held for this client alone.
	 */
	long heldBytes() {
		Participant current = this.participant;
		return this.heldBytes + this.outlet.heldBytes() + ((current != null) ? current.heldBytes() : 0);
	}

	/**
	 * Answers the peer's close frame, when the peer has got what was said before.
	 * @param payload the payload of the close frame, and of the answer
	 */
	void answerClose(int code, byte[] payload) {
		this.peerClosed = true;
		this.closedByClient = true;
		closeWhenServed(code, payload);
		finishIfClosed();
	}

	/**
	 * Ends a peer that sent what is no frame: when it has got what was said before. It is
	 * not read any more.
	 */
	void closeBroken(Disconnect disconnect) {
		this.peerClosed = true;
		close(disconnect);
		finishIfClosed();
	}

	/**
	 * Notes that the peer will send no more bytes.
	 */
	void inputEnded() {
		if (!this.peerClosed) {
			abort(Disconnect.WITHOUT_CLOSE_FRAME);
		}
		finishIfClosed();
	}

	/**
	 * Ends the connection with a close frame, when the client has got what was said
	 * before.
	 */
	void close(Disconnect disconnect) {
		closeWhenServed(disconnect.code(), disconnect.payload());
	}

	private void closeWhenServed(int code, byte[] payload) {
		if (keepClosePayload(payload) && (!end(code) || this.participant == null)) {
			writeClose();
		}
	}

	/**
	 * Ends the connection with a close frame, without regard to what is due.
	 */
	void closeNow(Disconnect disconnect) {
		keepClosePayload(disconnect.payload());
		writeClose();
		end(disconnect.code());
	}

	/**
	 * Ends the connection at once, with a close frame if the socket takes one now.
	 */
	void expel(Disconnect disconnect) {
		try {
			closeNow(disconnect);
		}
		finally {
			this.endPoint.close();
		}
	}

	/**
	 * Ends the connection at once, without a close frame.
	 * @param disconnect its code is what the end is counted as
	 */
	void abort(Disconnect disconnect) {
		try {
			end(disconnect.code());
		}
		finally {
			this.endPoint.close();
		}
	}

	/**
	 * Writes the close frame as soon as the socket takes it, if one is due.
	 */
	void writeClose() {
		byte[] payload = this.closePayload;
		if (payload != null) {
			this.outlet.writeClose(payload);
		}
	}

	/**
	 * Notes that the close frame is written.
	 */
	void closeFrameWritten() {
		this.closeFrameWritten = true;
		finishIfClosed();
	}

	private void finishIfClosed() {
		Runnable current = this.finish;
		if (this.peerClosed && this.closeFrameWritten && current != null) {
			current.run();
		}
	}

	/**
	 * Tells the handler, once, that the client is gone or as good as gone.
	 * @return whether this was the call that told it
	 */
	private boolean end(int code) {
		boolean first = beginEnd();
		if (first) {
			listener().closed(code);
		}
		return first;
	}

	private synchronized boolean beginEnd() {
		boolean first = !this.ended;
		this.ended = true;
		return first;
	}

	/**
	 * Keeps the payload of the close frame, unless there is one.
	 * @return whether there was none
	 */
	private synchronized boolean keepClosePayload(byte[] payload) {
		boolean first = this.closePayload == null;
		if (first) {
			this.closePayload = payload;
		}
		return first;
	}

	/**
	 * Notes that the connection is gone.
	 */
	void gone() {
		this.gone = true;
		try {
			end(Disconnect.WITHOUT_CLOSE_FRAME.code());
		}
		finally {
			this.outlet.end();
			releasePermit();
			this.connections.remove(this);
		}
	}

	/**
	 * Returns whether the client has sent a close frame.
	 */
	boolean isClosedByClient() {
		return this.closedByClient;
	}

	boolean isGone() {
		return this.gone;
	}

	/**
	 * Returns whether the client can still be heard and told something.
	 */
	boolean isOpen() {
		return !this.ended && this.endPoint.isOpen();
	}

	/**
	 * Returns whether a close frame is due or written. What the client sends from then on
	 * is not handled.
	 */
	boolean isClosing() {
		return this.closePayload != null;
	}

}
