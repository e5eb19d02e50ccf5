package io.roomcast.harness;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that speaks JSON and records what happens to it, as {@link ChatRecorder} does
 * for plain text. For one thread at a time.
 */
public final class JsonChatRecorder extends JsonChatClient implements Recorder {

	private final Recording recording = new Recording(this, this::nick);

	private JsonEvent.@Nullable Welcome welcome;

	public JsonChatRecorder() {
	}

	public JsonChatRecorder(Backoff backoff) {
		super(backoff);
	}

	/**
	 * Opens the socket and takes the opening and the welcome.
	 */
	public JsonEvent.Welcome join(String url) {
		open(url);
		return nextWelcome();
	}

	/**
	 * Opens the socket as a client that has heard everything up to a cursor, and takes
	 * the opening and the welcome.
	 */
	public JsonEvent.Welcome join(String url, String since) {
		open(url, since);
		return nextWelcome();
	}

	/**
	 * Takes an opening and the welcome.
	 */
	public JsonEvent.Welcome nextWelcome() {
		next(ChatEvent.Opened.class);
		this.welcome = next(JsonEvent.Welcome.class);
		return this.welcome;
	}

	/**
	 * Takes the end of the connection, and then the opening and the welcome of the next.
	 */
	public JsonEvent.Welcome nextReturn() {
		nextClosed();
		return nextWelcome();
	}

	/**
	 * Says texts, each once it has taken the one before as its receipt.
	 */
	public void sayAndTakeReceipt(String... texts) {
		for (String text : texts) {
			say(text);
			assertThat(nextText()).isEqualTo(text);
		}
	}

	/**
	 * Closes the connection and takes its end.
	 */
	public ChatEvent.Closed leave() {
		close();
		return nextClosed();
	}

	/**
	 * Returns the last welcome that was taken.
	 */
	public JsonEvent.Welcome welcome() {
		return Objects.requireNonNull(this.welcome, "not welcome yet");
	}

	@Override
	public String nick() {
		return (this.welcome != null) ? this.welcome.nick() : "";
	}

	/**
	 * Returns the client's number.
	 */
	public long client() {
		return welcome().client();
	}

	public <E extends ChatEvent> E next(Class<E> type) {
		return this.recording.next(type);
	}

	@Override
	public ChatEvent next() {
		return this.recording.next();
	}

	public JsonEvent.Message nextMessage() {
		return next(JsonEvent.Message.class);
	}

	/**
	 * Takes the next message and returns its text.
	 */
	public String nextText() {
		return nextMessage().text();
	}

	public JsonEvent.Refused nextRefused() {
		return next(JsonEvent.Refused.class);
	}

	public ChatEvent.Closed nextClosed() {
		return next(ChatEvent.Closed.class);
	}

	/**
	 * Waits for a receipt. All events until then stay in the queue, even the message that
	 * is the receipt.
	 */
	public JsonEvent.Message await(CompletableFuture<JsonEvent.Message> receipt) {
		while (!receipt.isDone()) {
			assertThat(processEvents(PATIENCE)).as("anything happens to " + nick()).isTrue();
		}
		return receipt.join();
	}

	@Override
	public void takeJoined(String nick) {
		assertThat(next(JsonEvent.Joined.class).nick()).isEqualTo(nick);
	}

	@Override
	public ChatEvent.Closed closedAfterOnly(Predicate<ChatEvent> tolerated) {
		return this.recording.closedAfterOnly(tolerated);
	}

	@Override
	public void assertNothingLeft() {
		this.recording.assertNothingLeft();
	}

	@Override
	protected void onEvent(ChatEvent event) {
		this.recording.add(event);
	}

}
