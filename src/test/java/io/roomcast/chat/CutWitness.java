package io.roomcast.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.roomcast.harness.ChatEvent;
import io.roomcast.harness.JsonChatClient;
import io.roomcast.harness.JsonEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that is in the room from the beginning and is never cut.
 */
final class CutWitness extends JsonChatClient {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final List<JsonEvent.Message> messages = new ArrayList<>();

	private final CutTrial trial;

	private String start = "";

	CutWitness(CutTrial trial) {
		this.trial = trial;
	}

	/**
	 * Fails if nothing happens any more.
	 */
	void listenUntil(BooleanSupplier enough) {
		while (!enough.getAsBoolean()) {
			assertThat(processEvents(PATIENCE)).as("anything happens to the witness").isTrue();
		}
	}

	boolean isWelcome() {
		return !this.start.isEmpty();
	}

	boolean hasHeard(String text) {
		return !this.messages.isEmpty() && this.messages.get(this.messages.size() - 1).text().equals(text);
	}

	List<JsonEvent.Message> messages() {
		return this.messages;
	}

	/**
	 * What it has heard behind a cursor.
	 */
	List<JsonEvent.Message> messagesAfter(String cursor) {
		if (cursor.equals(this.start)) {
			return this.messages;
		}
		for (int i = 0; i < this.messages.size(); i++) {
			if (this.messages.get(i).cursor().equals(cursor)) {
				return this.messages.subList(i + 1, this.messages.size());
			}
		}
		throw new AssertionError("the witness has no message with cursor " + cursor);
	}

	@Override
	protected void onEvent(ChatEvent event) {
		if (event instanceof JsonEvent.Welcome welcome) {
			this.start = welcome.cursor();
		}
		else if (event instanceof JsonEvent.Message message) {
			this.messages.add(message);
			this.trial.addSaid();
		}
		else if (event instanceof JsonEvent.Gap || event instanceof ChatEvent.Closed) {
			throw new AssertionError("the witness heard " + event);
		}
	}

}
