package io.roomcast.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The clients of one test, with a room that no other test uses. Closing it fails the test
 * if a client has heard anything that the test did not take, or if the server still
 * counts a client when all have gone. For the thread of the test only.
 */
public final class ChatClients implements AutoCloseable {

	private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

	private static final AtomicInteger ROOMS = new AtomicInteger();

	private final RunningChat chat;

	private final String room = "/chat/room-" + ROOMS.incrementAndGet();

	private final List<Member> members = new ArrayList<>();

	private final List<RawWebSocket> rawSockets = new ArrayList<>();

	public ChatClients(RunningChat chat) {
		this.chat = chat;
	}

	/**
	 * Returns the path of the test's own room.
	 */
	public String room() {
		return this.room;
	}

	public ChatRecorder join() {
		return join(this.room);
	}

	public ChatRecorder joinAs(String nick) {
		return join(this.room + "?nick=" + nick);
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
		return joinJson(this.room);
	}

	public JsonChatRecorder joinJsonAs(String nick) {
		return joinJson(this.room + "?nick=" + nick);
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
		String nick = recorder.join(this.chat.ws(this.room), cursor).nick();
		add(recorder, nick, this.room);
		return recorder;
	}

	/**
	 * Closes a client, and takes the notice of it from all that stay.
	 */
	public void leave(JsonChatRecorder leaver) {
		leaver.leave();
		ChatEvent left = new JsonEvent.Left(leaver.nick(), leaver.client());
		this.members.stream()
			.map(Member::recorder)
			.filter(Recorder::isConnected)
			.forEach((recorder) -> assertThat(recorder.next()).isIn(left, ChatEvent.text(leaver.nick() + " left")));
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
		String path = this.room + "?nick=" + nick;
		RawWebSocket socket = RawWebSocket.open(this.chat.ws(path));
		this.rawSockets.add(socket);
		assertThat(socket.nextText()).isEqualTo("welcome " + nick);
		takeJoined(path, nick);
		return socket;
	}

	/**
	 * Joins the test's own room with a raw socket that speaks JSON, and reads the
	 * welcome.
	 */
	public RawJsonClient joinRawJson(String nick) throws IOException {
		String path = this.room + "?nick=" + nick;
		RawJsonClient client = RawJsonClient.open(this.chat.ws(path));
		this.rawSockets.add(client.socket());
		assertThat(client.next(JsonEvent.Welcome.class).nick()).isEqualTo(nick);
		takeJoined(path, nick);
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
			await().pollDelay(Duration.ZERO)
				.pollInterval(POLL_INTERVAL)
				.untilAsserted(() -> assertThat(this.chat.clients()).as("clients when all have gone").isZero());
		}
	}

	/**
	 * Closes all clients. What is still on its way to a client comes before its close,
	 * and is as unexpected as what came before. Only the notices that the others leave
	 * are expected.
	 */
	private void leave() throws IOException {
		List<Recorder> leaving = this.members.stream().map(Member::recorder).filter(Recorder::isConnected).toList();
		Set<String> nicks = leaving.stream().map(Recorder::nick).collect(Collectors.toSet());
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
		takeJoined(path, nick);
		this.members.add(new Member(recorder, roomOf(path)));
	}

	private void takeJoined(String path, String nick) {
		this.members.stream()
			.filter((member) -> member.room().equals(roomOf(path)))
			.filter((member) -> member.recorder().isConnected())
			.forEach((member) -> member.recorder().takeJoined(nick));
	}

	private static String roomOf(String path) {
		return path.split("\\?", 2)[0];
	}

	private record Member(Recorder recorder, String room) {
	}

}
