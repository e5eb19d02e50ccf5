package io.roomcast.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

import io.roomcast.harness.CommandId;
import io.roomcast.harness.CutJsonConnection;
import io.roomcast.harness.CutJsonConnection.Cut;
import io.roomcast.harness.CutJsonConnection.End;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RunningChat;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * A client that listens and talks in several rooms, and whose connection is cut again and
 * again, at a random byte of what it reads or sends. It comes back each time with its
 * session, in each room after the last message it has, and says again what has no receipt
 * yet. At a given text in all rooms it is done. For one thread.
 */
final class CutClient implements Callable<CutClient>, CutJsonConnection.Listener {

	private static final List<End> ENDS = List.of(End.RESET, End.FINISH);

	/** About as long as the answer to a handshake, the hello and the welcomes. */
	private static final int HEAD_BYTES = 1_000;

	private static final int ABSENCE_EVERY = 10;

	private static final int PAUSE_EVERY = 400;

	private static final int MOST_MISSED = 1_200;

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

	private static final int TALK_EVERY = 30;

	private static final int MOST_EXPECTED = 40;

	private static final int LARGEST_USUAL_BURST = 6;

	private static final int LARGEST_BURST = 25;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final RunningChat chat;

	private final String lastText;

	private final CutTrial trial;

	private final Random random;

	private final Map<String, InRoom> rooms = new LinkedHashMap<>();

	private final Map<CommandId, JsonCommand> expected = new LinkedHashMap<>();

	private final Set<String> newcomers = new HashSet<>();

	private @Nullable String session;

	private @Nullable String roomOfTheUrl;

	private long client;

	private int said;

	private boolean isSettled;

	CutClient(RunningChat chat, List<String> rooms, String lastText, CutTrial trial, Random random) {
		this.chat = chat;
		this.lastText = lastText;
		this.trial = trial;
		this.random = random;
		rooms.forEach((room) -> this.rooms.put(room, new InRoom()));
	}

	@Override
	public CutClient call() throws IOException {
		boolean done = false;
		try {
			while (!isDone()) {
				CutJsonConnection.live(this.chat.ws(nextPath()), nextCut(), this);
				rest();
			}
			done = true;
			return this;
		}
		finally {
			if (!done) {
				this.trial.fail();
			}
		}
	}

	/**
	 * Returns the number of the client.
	 */
	long client() {
		return this.client;
	}

	/**
	 * Returns how many texts the client has said, each counted once.
	 */
	int said() {
		return this.said;
	}

	/**
	 * Returns the cursor of the client's first welcome in a room.
	 */
	String start(String room) {
		return Objects.requireNonNull(room(room).start, "never welcome");
	}

	/**
	 * Returns what the client has heard in a room, without the ids of its own commands.
	 */
	List<JsonEvent.Message> messages(String room) {
		return room(room).messages;
	}

	@Override
	public boolean hear(JsonEvent event, CutJsonConnection connection) throws IOException {
		if (this.random.nextInt(PAUSE_EVERY) == 0) {
			pause();
		}
		if (event instanceof JsonEvent.Hello hello) {
			greeted(hello, connection);
		}
		else if (event instanceof JsonEvent.Welcome welcome) {
			welcome(welcome);
		}
		else if (event instanceof JsonEvent.Message message) {
			hear(message);
		}
		else if (!isExpected(event)) {
			throw new AssertionError("client " + this.client + " heard " + event);
		}
		settle();
		talk(connection);
		return !isDone();
	}

	/**
	 * Returns a path that leads into one of the rooms at once, or into none.
	 */
	private String nextPath() {
		List<String> names = List.copyOf(this.rooms.keySet());
		int index = this.random.nextInt(names.size() + 1);
		this.roomOfTheUrl = (index < names.size()) ? names.get(index) : null;
		List<String> parameters = new ArrayList<>();
		if (this.session != null) {
			parameters.add("session=" + this.session);
		}
		if (this.roomOfTheUrl != null && room(this.roomOfTheUrl).cursor != null) {
			parameters.add("since=" + room(this.roomOfTheUrl).cursor);
		}
		return ((this.roomOfTheUrl != null) ? "/chat/" + this.roomOfTheUrl : "/connect")
				+ (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
	}

	/**
	 * Returns a cut within the request, within the answer or the welcomes, within a
	 * command, or somewhere later: after a while, or so early that the server is still
	 * writing what was missed. When the trial is over, there is none.
	 */
	private Cut nextCut() {
		if (this.trial.isOver()) {
			return Cut.NONE;
		}
		End end = ENDS.get(this.random.nextInt(ENDS.size()));
		int kind = this.random.nextInt(100);
		if (kind < 5) {
			return new Cut(this.random.nextInt(200), 0, end);
		}
		if (kind < 35) {
			return new Cut(this.random.nextInt((kind < 20) ? 1_500 : 15_000), Long.MAX_VALUE, end);
		}
		int most = (kind < 45) ? HEAD_BYTES : (kind < 65) ? 6_000 : (kind < 90) ? 60_000 : 300_000;
		return new Cut(Long.MAX_VALUE, this.random.nextInt(most), end);
	}

	/**
	 * Counts a cut, and stays away now and then.
	 */
	private void rest() {
		if (!isDone()) {
			this.trial.addCut();
			if (this.random.nextInt(ABSENCE_EVERY) == 0) {
				pause();
			}
		}
	}

	/**
	 * Goes on in all rooms and says again what has no receipt. Waits for no welcome.
	 */
	private void greeted(JsonEvent.Hello hello, CutJsonConnection connection) throws IOException {
		if (this.session != null && (!hello.resumed() || hello.client() != this.client)) {
			throw new AssertionError("client " + this.client + " was not resumed: " + hello);
		}
		this.session = hello.session();
		this.client = hello.client();
		for (Map.Entry<String, InRoom> room : this.rooms.entrySet()) {
			room.getValue().isHere = false;
			if (!room.getKey().equals(this.roomOfTheUrl)) {
				JsonCommand join = JsonCommand.join(room.getKey());
				String cursor = room.getValue().cursor;
				connection.send((cursor != null) ? join.since(cursor) : join);
			}
		}
		for (JsonCommand say : this.expected.values()) {
			this.trial.addRepeated(1);
			connection.send(say);
		}
	}

	private void welcome(JsonEvent.Welcome welcome) {
		InRoom room = room(welcome.room());
		room.isHere = true;
		if (room.cursor == null) {
			room.start = welcome.cursor();
			room.cursor = welcome.cursor();
		}
		else if (!welcome.recovered() || !welcome.cursor().equals(room.cursor)) {
			throw new AssertionError(welcome + " after " + room.messages.size() + " messages");
		}
	}

	private void hear(JsonEvent.Message message) {
		InRoom room = room(message.room());
		boolean own = message.client() == this.client;
		if (own == (message.id() == null) || (message.repeated() && !own)) {
			throw new AssertionError("client " + this.client + " heard " + message);
		}
		if (message.id() != null) {
			this.expected.remove(message.id());
		}
		if (!message.repeated()) {
			room.messages.add(message.withoutId());
			room.cursor = message.cursor();
			room.isDone = message.text().equals(this.lastText);
		}
	}

	/**
	 * Returns whether nothing is wrong with an event. Nobody is told that a client is cut
	 * or comes back; when all is over the clients leave one by one.
	 */
	private boolean isExpected(JsonEvent event) {
		if (event instanceof JsonEvent.Joined joined) {
			return this.newcomers.add(joined.room() + " " + joined.client());
		}
		return event instanceof JsonEvent.Ping || (event instanceof JsonEvent.Left && this.trial.isOver());
	}

	private void settle() {
		if (!this.isSettled && this.expected.isEmpty() && this.trial.isOver()) {
			this.isSettled = true;
			this.trial.addSettled();
		}
	}

	/**
	 * Says a few texts in those rooms in which it is welcome already, if it has all
	 * receipts or happens to be talkative.
	 */
	private void talk(CutJsonConnection connection) throws IOException {
		List<String> here = this.rooms.keySet().stream().filter((name) -> room(name).isHere).toList();
		boolean talks = this.expected.isEmpty()
				|| (this.expected.size() < MOST_EXPECTED && this.random.nextInt(TALK_EVERY) == 0);
		if (here.isEmpty() || !talks || this.trial.isOver()) {
			return;
		}
		int most = (this.random.nextInt(10) == 0) ? LARGEST_BURST : LARGEST_USUAL_BURST;
		for (int i = this.random.nextInt(most); i >= 0; i--) {
			CommandId id = this.random.nextBoolean() ? CommandId.of(this.said) : CommandId.of("say " + this.said);
			JsonCommand say = JsonCommand.say(nextText()).in(here.get(this.random.nextInt(here.size()))).id(id);
			this.expected.put(id, say);
			connection.send(say);
		}
	}

	/**
	 * Returns a text that nobody else says: mostly a short one, now and then a long one.
	 */
	private String nextText() {
		int padding = (this.random.nextInt(40) == 0) ? 10_000 : this.random.nextInt(200);
		return this.client + "/" + this.said++ + " " + "ü".repeat(padding);
	}

	/**
	 * Hears nothing until much has been said, but not for long: if all clients paused,
	 * nothing would be said at all.
	 */
	private void pause() {
		long until = this.trial.heard() + this.random.nextInt(MOST_MISSED);
		long end = System.nanoTime() + this.random.nextLong(LONGEST_PAUSE.toNanos());
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.timeout(PATIENCE)
			.until(() -> this.trial.heard() >= until || System.nanoTime() > end || this.trial.isOver());
	}

	private boolean isDone() {
		return this.rooms.values().stream().allMatch((room) -> room.isDone);
	}

	private InRoom room(String name) {
		return Objects.requireNonNull(this.rooms.get(name), name);
	}

	/**
	 * The client in one room.
	 */
	private static final class InRoom {

		private final List<JsonEvent.Message> messages = new ArrayList<>();

		private @Nullable String start;

		private @Nullable String cursor;

		private boolean isHere;

		private boolean isDone;

	}

}
