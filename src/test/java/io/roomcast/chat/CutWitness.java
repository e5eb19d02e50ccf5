package io.roomcast.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.roomcast.harness.ChatEvent;
import io.roomcast.harness.JsonChatClient;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that is in all rooms from the beginning and is never cut.
 */
final class CutWitness extends JsonChatClient {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration QUIET = Duration.ofMillis(50);

	private final Map<String, List<JsonEvent.Message>> messages = new HashMap<>();

	private final Map<String, String> starts = new HashMap<>();

	private final List<String> rooms;

	private final CutTrial trial;

	CutWitness(List<String> rooms, CutTrial trial) {
		this.rooms = rooms;
		this.trial = trial;
	}

	/**
	 * Joins all rooms.
	 */
	void join(String url) {
		open(url);
		this.rooms.forEach((room) -> {
			this.messages.put(room, new ArrayList<>());
			send(JsonCommand.join(room));
		});
		listenUntil(() -> this.starts.size() == this.rooms.size());
	}

	/**
	 * Listens, and says something whenever it is quiet, so that everybody has something
	 * to hear.
	 */
	void listenAndTalkUntil(BooleanSupplier enough) {
		while (!enough.getAsBoolean()) {
			if (!processEvents(QUIET)) {
				this.rooms.forEach((room) -> send(JsonCommand.say("quiet here").in(room)));
			}
		}
	}

	/**
	 * Says a text in all rooms, and listens until it has heard it.
	 */
	void sayEverywhere(String text) {
		this.rooms.forEach((room) -> send(JsonCommand.say(text).in(room)));
		listenUntil(() -> this.messages.values().stream().allMatch((heard) -> endsWith(heard, text)));
	}

	List<JsonEvent.Message> messages(String room) {
		return this.messages.getOrDefault(room, List.of());
	}

	/**
	 * Returns what it has heard in a room after a cursor.
	 */
	List<JsonEvent.Message> messagesAfter(String room, String cursor) {
		List<JsonEvent.Message> heard = messages(room);
		if (cursor.equals(this.starts.get(room))) {
			return heard;
		}
		for (int i = 0; i < heard.size(); i++) {
			if (heard.get(i).cursor().equals(cursor)) {
				return heard.subList(i + 1, heard.size());
			}
		}
		throw new AssertionError("the witness has no message with cursor " + cursor + " in " + room);
	}

	@Override
	protected void onEvent(ChatEvent event) {
		if (event instanceof JsonEvent.Welcome welcome) {
			this.starts.put(welcome.room(), welcome.cursor());
		}
		else if (event instanceof JsonEvent.Message message) {
			this.messages.computeIfAbsent(message.room(), (room) -> new ArrayList<>()).add(message.withoutId());
			this.trial.addHeard();
		}
		else if ((event instanceof JsonEvent.Left && !this.trial.isOver()) || event instanceof JsonEvent.Gap
				|| event instanceof JsonEvent.Refused || event instanceof ChatEvent.Closed) {
			throw new AssertionError("the witness heard " + event);
		}
	}

	private void listenUntil(BooleanSupplier enough) {
		while (!enough.getAsBoolean()) {
			assertThat(processEvents(PATIENCE)).as("anything happens to the witness").isTrue();
		}
	}

	private static boolean endsWith(List<JsonEvent.Message> heard, String text) {
		return !heard.isEmpty() && heard.get(heard.size() - 1).text().equals(text);
	}

}
