package io.roomcast.chat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.HistoryPage;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.fanout.Room;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import io.roomcast.protocol.TextRules;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Gives access to rooms from outside: which there are, who is in them, what was said, and
 * saying something without joining. Any thread may call.
 */
@Component
public final class Rooms {

	private static final long NO_CLIENT = 0;

	private static final Duration MAX_WAIT = Duration.ofSeconds(2);

	private final Engine engine;

	private final Presence presence;

	private final TextRules rules;

	Rooms(Engine engine, Presence presence, ClientProperties clients) {
		this.engine = engine;
		this.presence = presence;
		this.rules = clients.textRules();
	}

	/**
	 * Returns the rooms that have clients, by name.
	 */
	public List<RoomSummary> occupied() {
		return this.engine.rooms()
			.stream()
			.filter((room) -> room.clients() > 0)
			.map((room) -> new RoomSummary(room.name(), room.clients()))
			.sorted(Comparator.comparing(RoomSummary::room))
			.toList();
	}

	/**
	 * Returns the room of this name, if it has clients or history.
	 */
	public Optional<RoomDetail> find(String room) {
		return this.engine.find(room)
			.map((found) -> new RoomDetail(found.name(), found.clients(), ChatContent.cursor(found.position())));
	}

	/**
	 * Returns the clients in a room, in the order in which they joined.
	 */
	public List<Member> members(String room) {
		return this.presence.members(room);
	}

	/**
	 * Returns a part of a room's history, the oldest message first.
	 * @param since the message after which to begin, or null for the oldest that is kept
	 * @param limit how many messages at most
	 */
	public Page messages(String room, @Nullable Cursor since, int limit) {
		Optional<Room> found = this.engine.find(room);
		if (found.isEmpty()) {
			return new Page(List.of(), (since != null) ? since : new Cursor(0, 0, ChatContent.NO_NONCE), since == null,
					false);
		}
		HistoryPage page = found.get().page((since != null) ? ChatContent.position(since) : null, limit);
		List<Event> events = page.messages().stream().map(Rooms::event).toList();
		return new Page(events, ChatContent.cursor(page.end()), page.complete(), page.more());
	}

	private static Event event(StoredMessage stored) {
		if (stored.content() instanceof ChatContent.Text text) {
			return text.event(stored.position(), stored.at(), null);
		}
		if (stored.content() instanceof ChatContent.Bytes bytes) {
			return bytes.event(stored.position(), stored.at());
		}
		throw new IllegalStateException("no message: " + stored.content());
	}

	/**
	 * Says something to a room, which need not have clients. If the room's deliveries lag
	 * it waits for them, without a thread, for 2 seconds at most.
	 * @param from the nick that it is said under
	 * @param idempotencyKey the same key in the same room within 5 minutes gets the first
	 * answer, and nothing is said again; null for no key
	 * @return completes on the calling thread or on one that must not be blocked
	 */
	public CompletionStage<PublishResult> say(String room, String from, String text, @Nullable String idempotencyKey) {
		Refusal refusal = check(room, from, text);
		if (refusal != null) {
			return CompletableFuture.completedFuture(new PublishResult.Refused(refusal));
		}
		// Whichever comes first decides: the room catches up, or the wait ends.
		CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();
		whenCaughtUp(room, () -> caughtUp.complete(true));
		return caughtUp.completeOnTimeout(false, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
			.thenApply((open) -> open ? sayNow(room, from, text, idempotencyKey)
					: new PublishResult.Busy("room " + Refusal.quote(room) + " could not take it within "
							+ MAX_WAIT.toSeconds() + " s, as its deliveries lag: nothing was said"));
	}

	/**
	 * Runs an action when a room takes messages. A room resumes all waiting actions at
	 * once, so each asks again after those before it.
	 */
	private void whenCaughtUp(String name, Runnable action) {
		Optional<Room> found = this.engine.find(name);
		if (found.isEmpty()) {
			action.run();
			return;
		}
		Room room = found.get();
		room.whenCaughtUp(() -> room.whenCaughtUp(action));
	}

	private PublishResult sayNow(String room, String from, String text, @Nullable String idempotencyKey) {
		ChatContent.Text message = new ChatContent.Text(from, NO_CLIENT, text, null);
		StoredMessage stored = this.engine.say(room, message, idempotencyKey);
		if (stored == null) {
			return new PublishResult.Busy("the service is shutting down: nothing was said");
		}
		if (!message.equals(stored.content())) {
			return new PublishResult.Refused(new Refusal(Reason.KEY_REUSED, "idempotency key "
					+ Refusal.quote(String.valueOf(idempotencyKey)) + " was used for another message in this room"));
		}
		return new PublishResult.Published(message.event(stored.position(), stored.at(), null));
	}

	private @Nullable Refusal check(String room, String from, String text) {
		Refusal refusal = NameRules.checkRoom(room);
		if (refusal == null) {
			refusal = NameRules.checkNickSyntax(from);
		}
		return (refusal != null) ? refusal : this.rules.check(text);
	}

	/**
	 * Closes a client's connection.
	 * @return false if no client in the room has the nick
	 */
	public boolean remove(String room, String nick) {
		Conversation conversation = this.presence.find(room, nick);
		if (conversation == null) {
			return false;
		}
		conversation.remove();
		return true;
	}

}
