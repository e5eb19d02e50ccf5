package io.roomcast.harness;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that records what happens to it as one queue of events. Each of the
 * {@code next} methods takes one event off it, waits for it up to 10 seconds, and fails
 * the test if none comes or one of another type.
 */
public final class ChatRecorder extends ChatClient {

	private final Deque<ChatEvent> recorded = new ArrayDeque<>();

	private String nick = "";

	/**
	 * Opens the socket and takes the opening and the welcome, which tells the nick.
	 */
	public String join(String url) {
		open(url);
		assertThat(next()).isEqualTo(new ChatEvent.Opened());
		String welcome = nextText();
		assertThat(welcome).startsWith("welcome ");
		this.nick = welcome.substring("welcome ".length());
		return this.nick;
	}

	public String nick() {
		return this.nick;
	}

	public ChatEvent next() {
		return next(PATIENCE);
	}

	public ChatEvent next(Duration patience) {
		if (this.recorded.isEmpty()) {
			processEvents(patience);
		}
		ChatEvent event = this.recorded.poll();
		if (event == null) {
			throw new AssertionError("nothing happened to " + this.nick + " within " + patience);
		}
		return event;
	}

	public String nextText() {
		return next(ChatEvent.Text.class).text();
	}

	public byte[] nextBinary() {
		return next(ChatEvent.Binary.class).toArray();
	}

	public ChatEvent.Closed nextClosed() {
		return next(ChatEvent.Closed.class);
	}

	/**
	 * Waits until the socket has closed; before that only what is tolerated may happen.
	 */
	public ChatEvent.Closed closedAfterOnly(Predicate<ChatEvent> tolerated) {
		ChatEvent event = next();
		while (!(event instanceof ChatEvent.Closed) && tolerated.test(event)) {
			event = next();
		}
		assertThat(event).as("event of " + this.nick).isInstanceOf(ChatEvent.Closed.class);
		return (ChatEvent.Closed) event;
	}

	/**
	 * Fails if anything has been heard that no one asked for.
	 */
	public void assertNothingLeft() {
		processEvents();
		assertThat(this.recorded).as("events of " + this.nick + " nobody expected").isEmpty();
	}

	@Override
	protected void onOpen() {
		this.recorded.add(new ChatEvent.Opened());
	}

	@Override
	protected void onMessage(String text) {
		this.recorded.add(ChatEvent.text(text));
	}

	@Override
	protected void onBinary(byte[] bytes) {
		this.recorded.add(ChatEvent.binary(bytes));
	}

	@Override
	protected void onClose(int code, String reason) {
		this.recorded.add(new ChatEvent.Closed(code, reason));
	}

	@Override
	protected void onFailure(Throwable cause) {
		this.recorded.add(new ChatEvent.Failed(cause));
	}

	private <E extends ChatEvent> E next(Class<E> type) {
		ChatEvent event = next();
		assertThat(event).as("event of " + this.nick).isInstanceOf(type);
		return type.cast(event);
	}

}
