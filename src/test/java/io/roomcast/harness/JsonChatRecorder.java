package io.roomcast.harness;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link ChatRecorder} is for plain text.
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
	 * Joins as one who has heard everything up to a cursor.
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
	 * Takes the end of the connection and all that comes until the client is back.
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

	public JsonEvent.Welcome welcome() {
		return Objects.requireNonNull(this.welcome, "not welcome yet");
	}

	@Override
	public String nick() {
		return (this.welcome != null) ? this.welcome.nick() : "";
	}

	/**
	 * Is the client's number.
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
	 * Is the text of the next message.
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
	 * Waits for a receipt. What comes until then stays in the queue, the message too.
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
