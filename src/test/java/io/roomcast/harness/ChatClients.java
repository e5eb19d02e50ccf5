package io.roomcast.harness;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The clients of one test, with a room that no other test uses. Closing it fails the test
 * if a client has heard anything that the test did not take, or if the server still
 * counts a client when all have gone. For the thread of the test only.
 */
public final class ChatClients implements AutoCloseable {

	private static final String CHAT = "/chat/";

	private static final int NOT_FOUND = 404;

	private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

	private static final AtomicInteger ROOMS = new AtomicInteger();

	private final RunningChat chat;

	private final List<RunningChat> otherNodes;

	private final String roomName;

	private final List<Member> members;

	private final List<RawWebSocket> rawSockets;

	/**
	 * Makes clients of a service, none yet.
	 * @param chat the node that they join on
	 * @param otherNodes those that they may join on, too: see {@link #on}
	 */
	public ChatClients(RunningChat chat, RunningChat... otherNodes) {
		this.chat = chat;
		this.otherNodes = List.of(otherNodes);
		this.roomName = "room-" + ROOMS.incrementAndGet();
		this.members = new ArrayList<>();
		this.rawSockets = new ArrayList<>();
	}

	private ChatClients(ChatClients same, RunningChat chat) {
		this.chat = chat;
		this.otherNodes = same.otherNodes;
		this.roomName = same.roomName;
		this.members = same.members;
		this.rawSockets = same.rawSockets;
	}

	/**
	 * Returns the same clients, but those to come join on another node. Only the original
	 * must be closed.
	 */
	public ChatClients on(RunningChat node) {
		return new ChatClients(this, node);
	}

	/**
	 * Returns the path of the test's own room.
	 */
	public String room() {
		return CHAT + this.roomName;
	}

	/**
	 * Returns the name of the test's own room.
	 */
	public String roomName() {
		return this.roomName;
	}

	/**
	 * Returns the name of another room that only the test uses.
	 */
	public String roomName(String suffix) {
		return this.roomName + "-" + suffix;
	}

	public ChatRecorder join() {
		return join(room());
	}

	public ChatRecorder joinAs(String nick) {
		return join(room() + "?nick=" + nick);
	}

	/**
	 * Joins, and takes the notice of it from all clients of the test in the same room.
	 */
	public ChatRecorder join(String path) {
		ChatRecorder recorder = new ChatRecorder();
		String nick = recorder.join(this.chat.ws(path));
		add(recorder, nick, path);
		return recorder;
	}

	public JsonChatRecorder joinJson() {
		return joinJson(room());
	}

	public JsonChatRecorder joinJsonAs(String nick) {
		return joinJson(room() + "?nick=" + nick);
	}

	/**
	 * Joins as {@link #join(String)} does, with a client that speaks JSON.
	 */
	public JsonChatRecorder joinJson(String path) {
		JsonChatRecorder recorder = new JsonChatRecorder();
		String nick = recorder.join(this.chat.ws(path)).nick();
		add(recorder, nick, path);
		return recorder;
	}

	/**
	 * Joins the test's own room as a client that has heard everything up to a cursor.
	 */
	public JsonChatRecorder joinJsonSince(String cursor) {
		JsonChatRecorder recorder = new JsonChatRecorder();
		String nick = recorder.join(this.chat.ws(room()), cursor).nick();
		add(recorder, nick, room());
		return recorder;
	}

	/**
	 * Opens a client that speaks JSON and is in no room yet.
	 */
	public JsonChatRecorder connectJson() {
		return connectJson("/connect");
	}

	public JsonChatRecorder connectJsonAs(String nick) {
		return connectJson("/connect?nick=" + nick);
	}

	private JsonChatRecorder connectJson(String path) {
		JsonChatRecorder recorder = new JsonChatRecorder();
		recorder.connect(this.chat.ws(path));
		this.members.add(new Member(recorder, new HashSet<>()));
		return recorder;
	}

	/**
	 * Looks after a client that the test has opened itself, with the rooms that it is in.
	 */
	public void add(JsonChatRecorder recorder) {
		this.members.add(new Member(recorder, new HashSet<>(recorder.rooms())));
	}

	/**
	 * Has a client join one more room, and takes the notice of it from all clients of the
	 * test in that room.
	 */
	public JsonEvent.Welcome joinRoom(JsonChatRecorder joiner, String room) {
		return joinRoom(joiner, JsonCommand.join(room));
	}

	public JsonEvent.Welcome joinRoom(JsonChatRecorder joiner, JsonCommand join) {
		JsonEvent.Welcome welcome = joiner.joinRoom(join);
		takeJoined(welcome.room(), welcome.nick());
		memberOf(joiner).rooms().add(welcome.room());
		return welcome;
	}

	/**
	 * Has a client leave a room, and takes the notice of it from all that stay.
	 */
	public void leaveRoom(JsonChatRecorder leaver, String room) {
		JsonEvent.Left left = leaver.leaveRoom(room);
		memberOf(leaver).rooms().remove(room);
		in(room).forEach((recorder) -> recorder.takeLeft(room, left.nick()));
	}

	/**
	 * Closes a client that is in the test's own room only, and takes the notice of it
	 * from all that stay.
	 */
	public void leave(JsonChatRecorder leaver) {
		leaver.leave();
		in(this.roomName).forEach((recorder) -> recorder.takeLeft(this.roomName, leaver.nick()));
	}

	/**
	 * Returns the cursor of the last message in the test's own room, as a guest learns it
	 * that joins and leaves again.
	 */
	public String lastCursor() {
		JsonChatRecorder guest = joinJson();
		leave(guest);
		return guest.cursor();
	}

	/**
	 * Joins the test's own room with a raw socket, and reads the welcome.
	 */
	public RawWebSocket joinRaw(String nick) throws IOException {
		RawWebSocket socket = RawWebSocket.open(this.chat.ws(room() + "?nick=" + nick));
		this.rawSockets.add(socket);
		assertThat(socket.nextText()).isEqualTo("welcome " + nick);
		takeJoined(this.roomName, nick);
		return socket;
	}

	/**
	 * Joins the test's own room with a raw socket that speaks JSON, and reads the hello
	 * and the welcome.
	 */
	public RawJsonClient joinRawJson(String nick) throws IOException {
		RawJsonClient client = RawJsonClient.connect(this.chat.ws(room() + "?nick=" + nick));
		this.rawSockets.add(client.socket());
		assertThat(client.next(JsonEvent.Welcome.class).nick()).isEqualTo(nick);
		takeJoined(this.roomName, nick);
		return client;
	}

	@Override
	public void close() throws IOException {
		try {
			this.members.forEach((member) -> member.recorder().assertNothingLeft());
		}
		finally {
			leave();
		}
		if (this.chat.isRunning()) {
			await().pollDelay(Duration.ZERO).pollInterval(POLL_INTERVAL).untilAsserted(this::assertAllGone);
		}
	}

	/**
	 * Fails if a node still has a client. Of several nodes none knows at once how many
	 * clients the others have, but each knows who is in a room.
	 */
	private void assertAllGone() {
		if (this.otherNodes.isEmpty()) {
			assertThat(this.chat.clients()).as("clients when all have gone").isZero();
		}
		for (RunningChat node : this.otherNodes) {
			assertNobodyIn(node);
			assertNobodyIn(this.chat);
		}
	}

	private void assertNobodyIn(RunningChat node) {
		HttpResponse<String> answer = node.get("/rooms/" + this.roomName + "/clients");
		assertThat((answer.statusCode() == NOT_FOUND) ? "[]" : answer.body()).as("clients when all have gone")
			.isEqualTo("[]");
	}

	/**
	 * Closes all clients. What is still on its way to a client comes before its close,
	 * and is as unexpected as what came before. Only the notices that the others leave
	 * are expected.
	 */
	private void leave() throws IOException {
		List<Recorder> leaving = this.members.stream().map(Member::recorder).filter(Recorder::isConnected).toList();
		Set<String> nicks = leaving.stream()
			.flatMap((recorder) -> recorder.nicks().stream())
			.collect(Collectors.toSet());
		try {
			// Also those that are on their way back.
			this.members.forEach((member) -> member.recorder().close());
			leaving.forEach((recorder) -> recorder.closedAfterOnly((event) -> isLeft(event, nicks)));
		}
		finally {
			for (RawWebSocket socket : this.rawSockets) {
				socket.close();
			}
		}
	}

	private static boolean isLeft(ChatEvent event, Set<String> nicks) {
		if (event instanceof JsonEvent.Left left) {
			return nicks.contains(left.nick());
		}
		return event instanceof ChatEvent.Text text && text.text().endsWith(" left")
				&& nicks.contains(text.text().replace(" left", ""));
	}

	private void add(Recorder recorder, String nick, String path) {
		takeJoined(roomOf(path), nick);
		this.members.add(new Member(recorder, new HashSet<>(Set.of(roomOf(path)))));
	}

	private void takeJoined(String room, String nick) {
		in(room).forEach((recorder) -> recorder.takeJoined(room, nick));
	}

	private Stream<Recorder> in(String room) {
		return this.members.stream()
			.filter((member) -> member.rooms().contains(room))
			.map(Member::recorder)
			.filter(Recorder::isConnected);
	}

	private Member memberOf(Recorder recorder) {
		return this.members.stream().filter((member) -> member.recorder() == recorder).findFirst().orElseThrow();
	}

	private static String roomOf(String path) {
		String room = path.split("\\?", 2)[0].substring("/chat".length());
		return room.isEmpty() ? "lobby" : room.substring(1);
	}

	private record Member(Recorder recorder, Set<String> rooms) {
	}

}
