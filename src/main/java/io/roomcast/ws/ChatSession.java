package io.roomcast.ws;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.roomcast.chat.Conversation;
import io.roomcast.chat.MessageProperties;
import io.roomcast.fanout.Budget;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One connected client as Spring sees it, and what the edge keeps of it. The handshake's
 * headers and URI are not kept: ten thousand idle clients would pay for them. Any thread.
 */
final class ChatSession implements WebSocketSession {

	/**
	 * What a character may grow to as an escape of JSON, and what a command has beside
	 * it.
	 */
	private static final int JSON_EXPANSION = 6;

	private static final int JSON_FRAME_BYTES = 1024;

	private static final int MAX_REASON_BYTES = 123;

	private final long number;

	private final EndPoint endPoint;

	private final WebSocketHandler handler;

	private final int maxTextBytes;

	private final int maxBinaryBytes;

	private final @Nullable String protocol;

	private final OpenSessions sessions;

	private final Budget budget;

	private final JettyOutlet outlet;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable Map<String, Object> attributes;

	private volatile @Nullable Conversation conversation;

	// The payload of the close frame that is to end the connection: the first one wins.
	private final AtomicReference<byte @Nullable []> closePayload = new AtomicReference<>();

	private volatile boolean peerClosed;

	private volatile boolean closeFrameWritten;

	private volatile boolean gone;

	private volatile long heldBytes;

	private @Nullable CoreConnection connection;

	private final Heartbeat heartbeat = new Heartbeat();

	/**
	 * Makes a session that is not open yet.
	 * @param messages how large a message may be
	 * @param budget what is held for what the client has sent in part is put down to it
	 * @param protocol the subprotocol, or null for plain text
	 */
	ChatSession(OpenSessions sessions, EndPoint endPoint, WebSocketHandler handler, MessageProperties messages,
			Budget budget, @Nullable String protocol, Map<String, Object> attributes) {
		this.sessions = sessions;
		this.budget = budget;
		this.number = sessions.nextNumber();
		this.endPoint = endPoint;
		this.handler = handler;
		this.maxBinaryBytes = messages.maxBytes();
		this.maxTextBytes = (protocol != null) ? JSON_EXPANSION * messages.maxBytes() + JSON_FRAME_BYTES
				: messages.maxBytes();
		this.protocol = protocol;
		this.attributes = attributes;
		this.outlet = new JettyOutlet(endPoint, this);
	}

	WebSocketHandler handler() {
		return this.handler;
	}

	JettyOutlet outlet() {
		return this.outlet;
	}

	/**
	 * Sets the connection that reads the client. To be called once, before it is open.
	 */
	void connect(CoreConnection connection) {
		this.connection = connection;
	}

	/**
	 * Tells the handler that the client is there.
	 */
	void open() {
		try {
			this.handler.afterConnectionEstablished(this);
		}
		catch (Exception ex) {
			abort(CloseStatus.SERVER_ERROR);
			throw new IllegalStateException("opening failed", ex);
		}
	}

	/**
	 * Is in its room from now on. If the connection has ended meanwhile, so does the
	 * stay.
	 */
	void begin(Conversation conversation) {
		this.conversation = conversation;
		this.attributes = null;
		if (this.ended.get()) {
			conversation.leave(CloseStatus.NO_CLOSE_FRAME.getCode(), this::writeClose);
		}
	}

	@Nullable Conversation conversation() {
		return this.conversation;
	}

	Heartbeat heartbeat() {
		return this.heartbeat;
	}

	/**
	 * Adds to the bytes that are held for what the client has sent in part. One thread at
	 * a time.
	 */
	@SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time
	void hold(long change) {
		if (change != 0) {
			this.heldBytes += change;
			this.budget.add(change);
		}
	}

	/**
	 * Returns how many bytes of memory are held for this client alone.
	 */
	long heldBytes() {
		Conversation current = this.conversation;
		return this.heldBytes + ((current != null) ? current.heldBytes() : 0);
	}

	/**
	 * The peer has sent a close frame: goes on with the closing handshake when the peer
	 * has got what was said before.
	 * @param payload of the close frame, and of the answer
	 */
	void endByPeer(int code, byte[] payload) {
		this.peerClosed = true;
		closeWhenServed(code, payload);
		finishIfClosed();
	}

	/**
	 * The peer has sent what is no frame: it is told so when it has got what was said
	 * before, and not understood any more.
	 */
	void closeBroken(int code, String reason) {
		this.peerClosed = true;
		close(new CloseStatus(code, reason));
		finishIfClosed();
	}

	/**
	 * The peer will send no more bytes.
	 */
	void inputEnded() {
		if (!this.peerClosed) {
			abort(CloseStatus.NO_CLOSE_FRAME);
		}
		finishIfClosed();
	}

	private void closeWhenServed(int code, byte[] payload) {
		if (this.closePayload.compareAndSet(null, payload) && (!end(code) || this.conversation == null)) {
			writeClose();
		}
	}

	/**
	 * Has the close frame written: what was due has been.
	 */
	void writeClose() {
		byte[] payload = this.closePayload.get();
		if (payload != null) {
			this.outlet.writeClose(payload);
		}
	}

	void closeFrameWritten() {
		this.closeFrameWritten = true;
		finishIfClosed();
	}

	private void finishIfClosed() {
		CoreConnection current = this.connection;
		if (this.peerClosed && this.closeFrameWritten && current != null) {
			current.finish();
		}
	}

	/**
	 * Closes the connection without regard to what is due.
	 */
	void closeNow(CloseStatus status) {
		this.closePayload.compareAndSet(null, payload(status));
		writeClose();
		end(status.getCode());
	}

	/**
	 * Tells the handler, once, that the client is gone or as good as gone.
	 */
	private boolean end(int code) {
		if (!this.ended.compareAndSet(false, true)) {
			return false;
		}
		try {
			this.handler.afterConnectionClosed(this, new CloseStatus(code));
			return true;
		}
		catch (Exception ex) {
			throw new IllegalStateException("closing failed", ex);
		}
	}

	/**
	 * The connection is gone.
	 */
	void gone() {
		this.gone = true;
		try {
			end(CloseStatus.NO_CLOSE_FRAME.getCode());
		}
		finally {
			this.outlet.end();
			this.sessions.remove(this);
		}
	}

	boolean isGone() {
		return this.gone;
	}

	/**
	 * Ends the connection without a word to the peer.
	 */
	void abort(CloseStatus status) {
		try {
			end(status.getCode());
		}
		finally {
			this.endPoint.close();
		}
	}

	/**
	 * Ends the connection at once, with a close frame if the socket takes one now.
	 */
	void expel(CloseStatus status) {
		try {
			closeNow(status);
		}
		finally {
			this.endPoint.close();
		}
	}

	/**
	 * Returns whether a close frame is due or written: what the client says now is not
	 * heard.
	 */
	boolean isClosing() {
		return this.closePayload.get() != null;
	}

	@Override
	public String getId() {
		return Long.toString(this.number);
	}

	@Override
	public @Nullable URI getUri() {
		return null;
	}

	@Override
	public HttpHeaders getHandshakeHeaders() {
		return HttpHeaders.EMPTY;
	}

	@Override
	public synchronized Map<String, Object> getAttributes() {
		Map<String, Object> current = this.attributes;
		if (current == null) {
			current = new ConcurrentHashMap<>();
			this.attributes = current;
		}
		return current;
	}

	@Override
	public @Nullable Principal getPrincipal() {
		return null;
	}

	@Override
	public @Nullable InetSocketAddress getLocalAddress() {
		return (this.endPoint.getLocalSocketAddress() instanceof InetSocketAddress address) ? address : null;
	}

	@Override
	public @Nullable InetSocketAddress getRemoteAddress() {
		return (this.endPoint.getRemoteSocketAddress() instanceof InetSocketAddress address) ? address : null;
	}

	@Override
	public @Nullable String getAcceptedProtocol() {
		return this.protocol;
	}

	@Override
	public void setTextMessageSizeLimit(int messageSizeLimit) {
		throw new UnsupportedOperationException("the limit is roomcast.client.max-message-size");
	}

	@Override
	public int getTextMessageSizeLimit() {
		// In JSON the limit is the text's, which the codec judges; here the frame's.
		return this.maxTextBytes;
	}

	@Override
	public void setBinaryMessageSizeLimit(int messageSizeLimit) {
		throw new UnsupportedOperationException("the limit is roomcast.client.max-message-size");
	}

	@Override
	public int getBinaryMessageSizeLimit() {
		return this.maxBinaryBytes;
	}

	@Override
	public List<WebSocketExtension> getExtensions() {
		return List.of();
	}

	@Override
	public void sendMessage(WebSocketMessage<?> message) throws IOException {
		throw new IOException(
				"cannot send " + message + " to client " + this.number + ": rooms do, through the outlet");
	}

	static byte[] bytes(ByteBuffer payload) {
		byte[] bytes = new byte[payload.remaining()];
		payload.duplicate().get(bytes);
		return bytes;
	}

	@Override
	public boolean isOpen() {
		return !this.ended.get() && this.endPoint.isOpen();
	}

	@Override
	public void close() {
		close(CloseStatus.NORMAL);
	}

	@Override
	public void close(CloseStatus status) {
		closeWhenServed(status.getCode(), payload(status));
	}

	private static byte[] payload(CloseStatus status) {
		byte[] reason = Objects.requireNonNullElse(status.getReason(), "").getBytes(StandardCharsets.UTF_8);
		int length = Math.min(reason.length, MAX_REASON_BYTES);
		while (length < reason.length && length > 0 && isContinuation(reason[length])) {
			length--;
		}
		return ByteBuffer.allocate(Short.BYTES + length)
			.putShort((short) status.getCode())
			.put(reason, 0, length)
			.array();
	}

	/**
	 * Returns whether a byte of UTF-8 belongs to the character before it.
	 */
	private static boolean isContinuation(byte unit) {
		return (unit & 0xC0) == 0x80;
	}

}
