package io.roomcast.harness;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A client that speaks JSON, to be subclassed. When it loses its connection it reconnects
 * by itself and resumes after what it has heard last. As in its superclass all callbacks
 * run on the thread that processes the events, and so does the decision to reconnect.
 */
public class JsonChatClient extends ChatClient {

	public static final String SUBPROTOCOL = "roomcast.v1.json";

	private static final int BAD_REQUEST = 400;

	private final Receipts receipts = new Receipts();

	private final Backoff backoff;

	private String url = "";

	private @Nullable String cursor;

	private int openings;

	private int failedAttempts;

	private int gaps;

	private int frames;

	public JsonChatClient() {
		this(Backoff.seeded(new Random().nextLong()));
	}

	public JsonChatClient(Backoff backoff) {
		this.backoff = backoff;
	}

	@Override
	public final void open(String url) {
		this.url = url;
		super.open(address());
	}

	/**
	 * Opens the connection as a client that has heard everything up to a cursor.
	 */
	public final void open(String url, String since) {
		this.cursor = since;
		open(url);
	}

	public final void say(String text) {
		send(JsonEventReader.say(text, null));
	}

	public final void say(String text, String id) {
		send(JsonEventReader.say(text, id));
	}

	/**
	 * Says a text.
	 * @param id an id of its own, which no other text has that waits for its receipt
	 * @return the receipt, completed while the events are processed; fails with a
	 * {@link CommandRefusedException}, or when the connection ends before
	 */
	public final CompletableFuture<JsonEvent.Message> sayForReceipt(String text, String id) {
		CompletableFuture<JsonEvent.Message> receipt = this.receipts.expect(id);
		say(text, id);
		return receipt;
	}

	/**
	 * Returns the cursor that the client would resume from: that of the last message it
	 * has heard, or of its first welcome.
	 */
	public final String cursor() {
		if (this.cursor == null) {
			throw new IllegalStateException("not welcome yet");
		}
		return this.cursor;
	}

	/**
	 * Returns how many times the client has reconnected.
	 */
	public final int reconnects() {
		return Math.max(0, this.openings - 1);
	}

	/**
	 * Returns how many times the client tried to reconnect and could not.
	 */
	public final int failedAttempts() {
		return this.failedAttempts;
	}

	/**
	 * Returns how many gaps the client was told of.
	 */
	public final int gaps() {
		return this.gaps;
	}

	/**
	 * Returns how many frames the client's events came in.
	 */
	public final int frames() {
		return this.frames;
	}

	/**
	 * Called with everything that happens, in order.
	 */
	protected void onEvent(ChatEvent event) {
	}

	@Override
	protected final List<String> subprotocols() {
		return List.of(SUBPROTOCOL);
	}

	@Override
	protected final void onOpen() {
		this.openings++;
		onEvent(new ChatEvent.Opened());
	}

	@Override
	protected final void onNotOpened(Throwable cause) {
		this.failedAttempts++;
		if (cause instanceof HandshakeRefusedException refused && refused.status() == BAD_REQUEST) {
			onEvent(new ChatEvent.Failed(cause));
		}
		else {
			reconnect();
		}
	}

	@Override
	protected final void onMessage(String frame) {
		this.frames++;
		for (JsonEvent event : JsonEvent.parse(frame)) {
			remember(event);
			onEvent(event);
		}
	}

	@Override
	protected final void onBinary(byte[] bytes) {
		throw new AssertionError("binary frame of " + bytes.length + " bytes for a client that speaks JSON");
	}

	@Override
	protected final void onClose(int code, String reason) {
		ChatEvent.Closed closed = new ChatEvent.Closed(code, reason);
		this.receipts.lose(closed);
		onEvent(closed);
		reconnect();
	}

	/**
	 * Ignores the failure, as the close follows and tells the code.
	 */
	@Override
	protected final void onFailure(Throwable cause) {
	}

	private void remember(JsonEvent event) {
		if (event instanceof JsonEvent.Welcome welcome) {
			this.backoff.reset();
			this.cursor = (this.cursor != null) ? this.cursor : welcome.cursor();
		}
		else if (event instanceof JsonEvent.Message message) {
			this.cursor = message.cursor();
			this.receipts.settle(message);
		}
		else if (event instanceof JsonEvent.Bytes bytes) {
			this.cursor = bytes.cursor();
		}
		else if (event instanceof JsonEvent.Gap gap) {
			this.gaps++;
			this.cursor = gap.cursor();
		}
		else if (event instanceof JsonEvent.Refused refused) {
			this.receipts.settle(refused);
		}
	}

	private void reconnect() {
		if (!isClosing()) {
			openLater(address(), this.backoff.next());
		}
	}

	private String address() {
		if (this.cursor == null) {
			return this.url;
		}
		return this.url + (this.url.contains("?") ? "&" : "?") + "since="
				+ URLEncoder.encode(this.cursor, StandardCharsets.UTF_8);
	}

}
