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
 * counts a client when all have gone.
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
	 * Is the path of the test's own room.
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
	 * Joins, and takes the notice of it from all who are in the same path.
	 */
	public ChatRecorder join(String path) {
		ChatRecorder recorder = new ChatRecorder();
		String nick = recorder.join(this.chat.ws(path));
		takeJoined(path, nick);
		this.members.add(new Member(recorder, roomOf(path)));
		return recorder;
	}

	/**
	 * Joins the test's own room with a raw socket, which has read its welcome.
	 */
	public RawWebSocket joinRaw(String nick) throws IOException {
		String path = this.room + "?nick=" + nick;
		RawWebSocket socket = RawWebSocket.open(this.chat.ws(path));
		this.rawSockets.add(socket);
		assertThat(socket.nextText()).isEqualTo("welcome " + nick);
		takeJoined(path, nick);
		return socket;
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
	 * What is still on its way to a client comes before its close, and is as unexpected
	 * as what came before. That the others leave now is not.
	 */
	private void leave() throws IOException {
		List<ChatRecorder> leaving = this.members.stream()
			.map(Member::recorder)
			.filter(ChatRecorder::isConnected)
			.toList();
		Set<ChatEvent> notices = leaving.stream()
			.map((recorder) -> ChatEvent.text(recorder.nick() + " left"))
			.collect(Collectors.toSet());
		try {
			leaving.forEach(ChatRecorder::close);
			leaving.forEach((recorder) -> recorder.closedAfterOnly(notices::contains));
		}
		finally {
			for (RawWebSocket socket : this.rawSockets) {
				socket.close();
			}
		}
	}

	private void takeJoined(String path, String nick) {
		this.members.stream()
			.filter((member) -> member.room().equals(roomOf(path)))
			.filter((member) -> member.recorder().isConnected())
			.forEach((member) -> assertThat(member.recorder().nextText()).isEqualTo(nick + " joined"));
	}

	private static String roomOf(String path) {
		return path.split("\\?", 2)[0];
	}

	private record Member(ChatRecorder recorder, String room) {
	}

}
