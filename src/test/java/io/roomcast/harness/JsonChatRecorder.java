package io.roomcast.harness;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that speaks JSON and records what happens to it, as {@link ChatRecorder} does
 * for plain text. Pings are not recorded unless the test asks for them. For one thread at
 * a time.
 */
public final class JsonChatRecorder extends JsonChatClient implements Recorder {

	private final Recording recording = new Recording(this, this::nick);

	private JsonEvent.@Nullable Welcome welcome;

	private boolean recordsPings;

	public JsonChatRecorder() {
	}

	public JsonChatRecorder(Backoff backoff) {
		super(backoff);
	}

	/**
	 * Opens the socket and takes the opening, the hello and the welcome.
	 */
	public JsonEvent.Welcome join(String url) {
		open(url);
		return nextWelcome();
	}

	/**
	 * Opens the socket as a client that has heard everything up to a cursor, and takes
	 * the opening, the hello and the welcome.
	 */
	public JsonEvent.Welcome join(String url, String since) {
		open(url, since);
		return nextWelcome();
	}

	/**
	 * Opens the socket into no room, and takes the opening and the hello.
	 */
	public JsonEvent.Hello connect(String url) {
		open(url);
		return nextHello();
	}

	/**
	 * Joins one more room and takes the welcome.
	 */
	public JsonEvent.Welcome joinRoom(String room) {
		return joinRoom(JsonCommand.join(room));
	}

	public JsonEvent.Welcome joinRoom(JsonCommand join) {
		send(join);
		return next(Objects.requireNonNull(join.room()), JsonEvent.Welcome.class);
	}

	/**
	 * Leaves a room and takes the own notice of it.
	 */
	public JsonEvent.Left leaveRoom(String room) {
		send(JsonCommand.leave().in(room));
		JsonEvent.Left left = next(room, JsonEvent.Left.class);
		assertThat(left.client()).as("who left " + room).isEqualTo(client());
		return left;
	}

	/**
	 * Takes an opening and the hello.
	 */
	public JsonEvent.Hello nextHello() {
		next(ChatEvent.Opened.class);
		return next(JsonEvent.Hello.class);
	}

	/**
	 * Takes an opening, the hello and the welcome.
	 */
	public JsonEvent.Welcome nextWelcome() {
		nextHello();
		this.welcome = next(JsonEvent.Welcome.class);
		return this.welcome;
	}

	/**
	 * Takes the end of the connection, and then the opening, the hello and the welcome of
	 * the next.
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
	 * Says a text in one of several rooms and takes it as its receipt.
	 */
	public JsonEvent.Message sayIn(String room, String text) {
		send(JsonCommand.say(text).in(room));
		JsonEvent.Message receipt = nextMessage(room);
		assertThat(receipt.text()).isEqualTo(text);
		return receipt;
	}

	/**
	 * Closes the connection and takes its end.
	 */
	public ChatEvent.Closed leave() {
		close();
		return nextClosed();
	}

	/**
	 * Returns the last welcome that {@link #nextWelcome} has taken.
	 */
	public JsonEvent.Welcome welcome() {
		return Objects.requireNonNull(this.welcome, "not welcome yet");
	}

	@Override
	public String nick() {
		return (this.welcome != null) ? this.welcome.nick() : String.join(", ", nicks());
	}

	@Override
	public ChatEvent next() {
		return this.recording.next();
	}

	public <E extends ChatEvent> E next(Class<E> type) {
		return this.recording.next(type);
	}

	/**
	 * Takes the next event of a room. Those of other rooms stay: between rooms there is
	 * no order.
	 */
	public <E extends JsonEvent.OfRoom> E next(String room, Class<E> type) {
		return this.recording.next(type,
				(event) -> (event instanceof JsonEvent.OfRoom of && of.room().equals(room)) || isBroken(event));
	}

	public JsonEvent.Message nextMessage() {
		return next(JsonEvent.Message.class);
	}

	public JsonEvent.Message nextMessage(String room) {
		return next(room, JsonEvent.Message.class);
	}

	/**
	 * Takes the next message and returns its text.
	 */
	public String nextText() {
		return nextMessage().text();
	}

	/**
	 * Takes the next message of a room and returns its text.
	 */
	public String nextText(String room) {
		return nextMessage(room).text();
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

	/**
	 * Records pings from now on.
	 */
	public void recordPings() {
		this.recordsPings = true;
	}

	@Override
	public void takeJoined(String room, String nick) {
		assertThat(next(room, JsonEvent.Joined.class).nick()).isEqualTo(nick);
	}

	@Override
	public void takeLeft(String room, String nick) {
		assertThat(next(room, JsonEvent.Left.class).nick()).isEqualTo(nick);
	}

	/**
	 * Takes the notice that a client joined the only room.
	 */
	public void takeJoined(String nick) {
		assertThat(next(JsonEvent.Joined.class).nick()).isEqualTo(nick);
	}

	/**
	 * Takes the notice that a client left the only room.
	 */
	public void takeLeft(String nick) {
		assertThat(next(JsonEvent.Left.class).nick()).isEqualTo(nick);
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
		if (this.recordsPings || !(event instanceof JsonEvent.Ping)) {
			this.recording.add(event);
		}
	}

	/**
	 * Returns whether an event that belongs to no room must not be passed over.
	 */
	private static boolean isBroken(ChatEvent event) {
		return event instanceof JsonEvent.Refused || event instanceof ChatEvent.Closed
				|| event instanceof ChatEvent.Failed;
	}

}
