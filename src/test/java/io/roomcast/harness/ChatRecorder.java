package io.roomcast.harness;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that records what happens to it as one queue of events. Each of the {@code
 * next} methods takes one event off it, waits for it up to 10 seconds, and fails the test
 * if none comes or one of another type. For one thread at a time.
 */
public final class ChatRecorder extends ChatClient implements Recorder {

	private final Recording recording = new Recording(this, this::nick);

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

	/**
	 * Sends texts, each once it has taken the echo of the one before.
	 */
	public void sendAndTakeEcho(String... texts) {
		for (String text : texts) {
			send(text);
			assertThat(nextText()).isEqualTo("echo: " + text);
		}
	}

	/**
	 * Sends bytes and takes their echo.
	 */
	public void sendAndTakeEcho(byte[] bytes) {
		send(bytes);
		assertThat(nextBinary()).isEqualTo(bytes);
	}

	/**
	 * Closes the connection and takes its end.
	 */
	public ChatEvent.Closed leave() {
		close();
		return nextClosed();
	}

	@Override
	public String nick() {
		return this.nick;
	}

	@Override
	public ChatEvent next() {
		return this.recording.next();
	}

	public ChatEvent next(Duration patience) {
		return this.recording.next(patience);
	}

	public String nextText() {
		return this.recording.next(ChatEvent.Text.class).text();
	}

	public byte[] nextBinary() {
		return this.recording.next(ChatEvent.Binary.class).toArray();
	}

	public ChatEvent.Closed nextClosed() {
		return this.recording.next(ChatEvent.Closed.class);
	}

	@Override
	public Set<String> nicks() {
		return Set.of(this.nick);
	}

	/**
	 * Takes the notice that a client joined.
	 */
	public void takeJoined(String nick) {
		assertThat(nextText()).isEqualTo(nick + " joined");
	}

	/**
	 * Takes the notice that a client left.
	 */
	public void takeLeft(String nick) {
		assertThat(nextText()).isEqualTo(nick + " left");
	}

	/**
	 * Takes the notice that a client joined, which does not name the room.
	 */
	@Override
	public void takeJoined(String room, String nick) {
		takeJoined(nick);
	}

	@Override
	public void takeLeft(String room, String nick) {
		takeLeft(nick);
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
	protected void onOpen() {
		this.recording.add(new ChatEvent.Opened());
	}

	@Override
	protected void onMessage(String text) {
		this.recording.add(ChatEvent.text(text));
	}

	@Override
	protected void onBinary(byte[] bytes) {
		this.recording.add(ChatEvent.binary(bytes));
	}

	@Override
	protected void onClose(int code, String reason) {
		this.recording.add(new ChatEvent.Closed(code, reason));
	}

	@Override
	protected void onFailure(Throwable cause) {
		this.recording.add(new ChatEvent.Failed(cause));
	}

}
