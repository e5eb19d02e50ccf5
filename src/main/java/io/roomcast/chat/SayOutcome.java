package io.roomcast.chat;

import java.util.Objects;

import io.roomcast.engine.Outcome;
import io.roomcast.engine.SayId;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.protocol.CommandId;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Hears what became of what a client said: of one message that has an id, or of all in
 * one room that have none. Called on any thread.
 */
final class SayOutcome implements Outcome {

	private final Conversation by;

	private final String room;

	private final ChatContent.@Nullable Message message;

	/**
	 * Makes one that hears of one message, or of several.
	 * @param message null if it hears of those without an id
	 */
	SayOutcome(Conversation by, String room, ChatContent.@Nullable Message message) {
		this.by = by;
		this.room = room;
		this.message = message;
	}

	/**
	 * Returns the id of a message as the engine knows it.
	 */
	static SayId sayId(CommandId id, ChatContent.Message message) {
		// Strings and numbers differ, and the engine takes no line breaks.
		String text = id.text().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
		return new SayId((id.number() ? "n" : "s") + text, message.fingerprint());
	}

	@Override
	public void placed(StoredMessage stored) {
		remember(stored.position(), stored.at());
		this.by.placed(stored);
	}

	@Override
	public void repeated(Position position, long at) {
		remember(position, at);
		this.by.tell(message().repeated(position, at));
	}

	private void remember(Position position, long at) {
		if (this.message != null) {
			this.by.session().remember(id(), this.message.fingerprint(), position, at);
		}
	}

	@Override
	public void idReused() {
		this.by.tell(idReused(message()).toEvent());
	}

	/**
	 * Returns the refusal of a message whose id was used for another one.
	 */
	static Refusal idReused(ChatContent.Message message) {
		CommandId id = Objects.requireNonNull(message.id(), "a message without an id");
		return new Refusal(Reason.ID_REUSED,
				"id " + Refusal.quote(id.text()) + " was used for another message of this session", message.room(), id);
	}

	@Override
	public void unavailable(Unavailable why) {
		CommandId id = (this.message != null) ? this.message.id() : null;
		this.by.tell(new Refusal(Reason.UNAVAILABLE, why.sentence(), this.room, id, why.retryAfter()).toEvent());
	}

	private CommandId id() {
		return Objects.requireNonNull(message().id(), "a message without an id");
	}

	private ChatContent.Message message() {
		return Objects.requireNonNull(this.message, "only what has an id is said once");
	}

}
