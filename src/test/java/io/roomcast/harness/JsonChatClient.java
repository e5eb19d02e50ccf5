package io.roomcast.harness;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A client that speaks JSON in any number of rooms, to be subclassed. When it loses its
 * connection it comes back by itself with its session, resumes in each room after what it
 * has heard last there, and says again what has no receipt yet. A close code of 40xx
 * tells it not to. As in its superclass all callbacks run on the thread that processes
 * the events, and so does the decision to reconnect.
 */
public class JsonChatClient extends ChatClient {

	public static final String SUBPROTOCOL = "roomcast.v1.json";

	private static final int BAD_REQUEST = 400;

	private final Memberships rooms = new Memberships();

	private final Receipts receipts = new Receipts();

	private final Backoff backoff;

	private @Nullable ChatAddress address;

	private JsonEvent.@Nullable Hello hello;

	private boolean returning;

	private long lastHeard = System.nanoTime();

	private int reconnects;

	private int failedAttempts;

	private int gaps;

	public JsonChatClient() {
		this(Backoff.seeded(new Random().nextLong()));
	}

	public JsonChatClient(Backoff backoff) {
		this.backoff = backoff;
	}

	@Override
	public final void open(String url) {
		this.address = ChatAddress.parse(url);
		String room = this.address.room();
		if (room != null) {
			this.rooms.expect(JsonCommand.join(room));
		}
		super.open(url);
	}

	/**
	 * Opens the connection as a client that has heard everything up to a cursor of the
	 * room that the URL leads into.
	 */
	public final void open(String url, String since) {
		open(ChatAddress.parse(url).since(since).toString());
	}

	/**
	 * Sends a command. A {@code say} with an id is sent again after each reconnect until
	 * it has its receipt; one that is said while its room is lost waits for the return.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // whoever wants the receipt asks for it
	public final void send(JsonCommand command) {
		if (command.isOfType("say") && command.id() != null) {
			expectReceipt(command);
			return;
		}
		if (command.isOfType("join") && command.room() != null) {
			this.rooms.expect(command);
		}
		send(command.toJson());
	}

	public final void say(String text) {
		send(JsonCommand.say(text));
	}

	public final void say(String text, String id) {
		send(JsonCommand.say(text).id(id));
	}

	/**
	 * Says a text.
	 * @param id an id of its own, which no other text has that waits for its receipt
	 * @return the receipt, completed while the events are processed; fails with a
	 * {@link CommandRefusedException}, or when the session is lost before
	 */
	public final CompletableFuture<JsonEvent.Message> sayForReceipt(String text, String id) {
		return sayForReceipt(JsonCommand.say(text).id(id));
	}

	/**
	 * Says something.
	 * @param say with an id
	 * @return as {@link #sayForReceipt(String, String)}
	 */
	public final CompletableFuture<JsonEvent.Message> sayForReceipt(JsonCommand say) {
		return expectReceipt(say);
	}

	/**
	 * Returns the cursor that the client would resume from in its only room: that of the
	 * last message it has heard, or of its first welcome.
	 */
	public final String cursor() {
		String room = this.rooms.only();
		if (room == null) {
			throw new IllegalStateException("in several rooms, or none: " + this.rooms.names());
		}
		return cursor(room);
	}

	/**
	 * Returns the cursor that the client would resume from in a room.
	 */
	public final String cursor(String room) {
		String cursor = this.rooms.cursor(room);
		if (cursor == null) {
			throw new IllegalStateException("not welcome yet in " + room);
		}
		return cursor;
	}

	/**
	 * Returns the rooms that the client is in, or would come back to.
	 */
	public final Set<String> rooms() {
		return this.rooms.names();
	}

	/**
	 * Returns what the client goes by in its rooms.
	 */
	public final Set<String> nicks() {
		return this.rooms.nicks();
	}

	/**
	 * Returns the last hello.
	 */
	public final JsonEvent.Hello hello() {
		return Objects.requireNonNull(this.hello, "no hello yet");
	}

	/**
	 * Returns the client's number.
	 */
	public final long client() {
		return hello().client();
	}

	/**
	 * Returns how long ago the client processed anything of its server, be it a ping.
	 */
	public final Duration silence() {
		return Duration.ofNanos(System.nanoTime() - this.lastHeard);
	}

	/**
	 * Returns how many times the client has reconnected.
	 */
	public final int reconnects() {
		return this.reconnects;
	}

	/**
	 * Returns how many times the client tried to reconnect and could not.
	 */
	public final int failedAttempts() {
		return this.failedAttempts;
	}

	/**
	 * Returns how many commands the client has sent again.
	 */
	public final int repeatedSays() {
		return this.receipts.repeated();
	}

	/**
	 * Returns how many gaps the client was told of.
	 */
	public final int gaps() {
		return this.gaps;
	}

	/**
	 * Tries again to join a room whose return was refused for the time being.
	 */
	public final void returnTo(String room) {
		this.rooms.joinAgain(room).ifPresent(this::sendIfOpen);
	}

	/**
	 * Returns an address of the server to return to when the connection is lost: the same
	 * one, unless overridden.
	 * @param url the address that the client would return to
	 */
	protected String serverToReturnTo(String url) {
		return url;
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
		this.lastHeard = System.nanoTime();
		onEvent(new ChatEvent.Opened());
	}

	@Override
	protected final void onNotOpened(Throwable cause) {
		this.failedAttempts++;
		if (cause instanceof HandshakeRefusedException refused && refused.status() == BAD_REQUEST) {
			ChatEvent.Failed failed = new ChatEvent.Failed(cause);
			this.receipts.lose((say) -> true, failed.toString());
			onEvent(failed);
		}
		else {
			reconnect();
		}
	}

	@Override
	protected final void onMessage(String frame) {
		this.lastHeard = System.nanoTime();
		JsonEvent event = JsonEvent.parse(frame);
		remember(event);
		onEvent(event);
	}

	@Override
	protected final void onBinary(byte[] bytes) {
		throw new AssertionError("binary frame of " + bytes.length + " bytes for a client that speaks JSON");
	}

	@Override
	protected final void onClose(int code, String reason) {
		ChatEvent.Closed closed = new ChatEvent.Closed(code, reason);
		boolean over = isClosing() || isFinal(code);
		this.rooms.lose();
		this.returning = true;
		if (over) {
			this.receipts.lose((say) -> true, closed.toString());
		}
		onEvent(closed);
		if (!over) {
			reconnect();
		}
	}

	/**
	 * Ignores the failure, as the close follows and tells the code.
	 */
	@Override
	protected final void onFailure(Throwable cause) {
	}

	/**
	 * Returns whether a close code means: do not come back as you are.
	 */
	private static boolean isFinal(int code) {
		return code >= 4000 && code < 4100;
	}

	private void remember(JsonEvent event) {
		if (event instanceof JsonEvent.Hello greeting) {
			remember(greeting);
		}
		else if (event instanceof JsonEvent.Welcome welcome) {
			if (this.rooms.welcome(welcome)) {
				this.receipts.repeat((say) -> welcome.room().equals(say.room())).forEach(this::sendIfOpen);
			}
		}
		else if (event instanceof JsonEvent.Message message) {
			if (!message.repeated()) {
				this.rooms.move(message.room(), message.cursor());
			}
			this.receipts.settle(message);
		}
		else if (event instanceof JsonEvent.Gap gap) {
			this.gaps++;
			this.rooms.move(gap.room(), gap.cursor());
		}
		else if (event instanceof JsonEvent.Left left && left.client() == client()) {
			this.rooms.remove(left.room());
		}
		else if (event instanceof JsonEvent.Refused refused) {
			remember(refused);
		}
	}

	/**
	 * Goes on in all rooms. A session that was not resumed is gone, and with it the
	 * answer to what is still without a receipt.
	 */
	private void remember(JsonEvent.Hello greeting) {
		this.backoff.reset();
		this.hello = greeting;
		if (!this.returning) {
			return;
		}
		this.returning = false;
		this.reconnects++;
		if (!greeting.resumed()) {
			this.receipts.lose((say) -> true, "the session is gone");
		}
		this.rooms.joins(this.addressed().room(), !greeting.resumed()).forEach(this::sendIfOpen);
		this.receipts.repeat((say) -> say.room() == null || !this.rooms.contains(say.room())).forEach(this::sendIfOpen);
	}

	private void remember(JsonEvent.Refused refused) {
		this.receipts.settle(refused);
		if (refused.retryAfterMillis() == null && this.rooms.removeUnlessHere(refused.room())) {
			this.receipts.lose((say) -> Objects.equals(say.room(), refused.room()), refused.toString());
		}
	}

	/**
	 * Names the room in what is kept for a repeat: by then the client may be in others.
	 */
	private CompletableFuture<JsonEvent.Message> expectReceipt(JsonCommand say) {
		String only = this.rooms.only();
		JsonCommand named = (say.room() == null && only != null) ? say.in(only) : say;
		CompletableFuture<JsonEvent.Message> receipt = this.receipts.expect(named);
		if (!this.returning && !this.rooms.isLost(named.room())) {
			sendIfOpen(say);
		}
		return receipt;
	}

	/**
	 * Sends what is sent again anyway if the connection has ended unnoticed.
	 */
	private void sendIfOpen(JsonCommand command) {
		try {
			send(command.toJson());
		}
		catch (UncheckedIOException | IllegalStateException ex) {
			// Its end is the next event.
		}
	}

	private void reconnect() {
		if (!isClosing()) {
			ChatAddress next = addressToReturnTo();
			openLater(next.at(serverToReturnTo(next.toString())).toString(), this.backoff.next());
		}
	}

	/**
	 * Returns the address that goes on where the connection ended. The room of the URL is
	 * not entered again if the client has left it since.
	 */
	private ChatAddress addressToReturnTo() {
		ChatAddress first = this.addressed();
		String room = first.room();
		if (room != null && !this.rooms.contains(room)) {
			first = first.withoutRoom();
			this.address = first;
		}
		else if (room != null && this.rooms.cursor(room) != null) {
			first = first.since(cursor(room));
		}
		return (this.hello != null) ? first.session(this.hello.session()) : first;
	}

	private ChatAddress addressed() {
		return Objects.requireNonNull(this.address, "never opened");
	}

}
