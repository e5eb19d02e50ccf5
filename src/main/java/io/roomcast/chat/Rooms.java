package io.roomcast.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.HistoryPage;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.BodyRules;
import io.roomcast.protocol.Command;
import io.roomcast.protocol.CommandId;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Member;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Gives access to rooms from outside: which there are, who is in them, what was said, and
 * saying something without joining. Any thread may call.
 */
@Component
public final class Rooms {

	private static final long NO_CLIENT = 0;

	/** How many clients one answer names. */
	private static final int MAX_CLIENTS = 1000;

	private static final Duration MAX_WAIT = Duration.ofSeconds(2);

	private final Engine engine;

	private final Presence presence;

	private final BodyRules rules;

	Rooms(Engine engine, Presence presence, ClientProperties clients) {
		this.engine = engine;
		this.presence = presence;
		this.rules = clients.bodyRules();
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
	 * Returns the clients in a room, those that are away included, in the order in which
	 * they first connected.
	 */
	public List<Member> members(String room) {
		return this.presence.members(room, Integer.MAX_VALUE);
	}

	/**
	 * Returns the answer to a client that asks who is in its room. To be called under the
	 * room's lock, as who is there changes under it.
	 */
	ChatContent.WhoAnswer who(Membership asking, @Nullable CommandId id) {
		return new ChatContent.WhoAnswer(new Event.Clients(asking.roomName(),
				this.presence.members(asking.roomName(), MAX_CLIENTS), asking.room().clients(), id));
	}

	/**
	 * Returns a part of a room's history, the oldest message first. A page ends early
	 * when it is 1 MiB large.
	 */
	public Page messages(String room, HistoryRequest request) {
		return this.engine.find(room).map((found) -> page(found, request, NO_CLIENT)).orElseGet(() -> nothing(request));
	}

	private static Page nothing(HistoryRequest request) {
		Cursor asked = request.cursor();
		return new Page(List.of(), (asked != null) ? asked : new Cursor(0, 0, ChatContent.NO_NONCE), asked == null,
				false);
	}

	/**
	 * Returns the answer to a client that asks for a part of its room's history.
	 */
	Event.History history(Membership asking, Command.History command) {
		HistoryRequest request = (command.since() != null) ? HistoryRequest.after(command.since(), command.limit())
				: HistoryRequest.before(command.before(), command.limit());
		Page page = page(asking.room(), request, asking.member().client());
		return new Event.History(asking.roomName(), page.messages(), page.complete(), page.more(), command.id());
	}

	/**
	 * Returns a part of a room's history.
	 * @param reader whose messages carry their ids
	 */
	private static Page page(Room room, HistoryRequest request, long reader) {
		boolean backwards = request.isBackwards();
		Position position = (request.cursor() != null) ? ChatContent.position(request.cursor()) : null;
		HistoryPage page = backwards ? room.pageBefore(position, request.limit())
				: room.pageAfter(position, request.limit());
		List<Event.Message> messages = page.messages().stream().map((stored) -> event(stored, reader)).toList();
		int fitting = PageLimit.count(backwards ? reversed(messages) : messages);
		if (fitting == messages.size()) {
			return new Page(messages, ChatContent.cursor(page.end()), page.complete(), page.more());
		}
		List<Event.Message> cut = backwards ? messages.subList(messages.size() - fitting, messages.size())
				: messages.subList(0, fitting);
		return new Page(cut, cut.get(backwards ? 0 : fitting - 1).cursor(), page.complete(), true);
	}

	private static List<Event.Message> reversed(List<Event.Message> messages) {
		List<Event.Message> reversed = new ArrayList<>(messages);
		Collections.reverse(reversed);
		return reversed;
	}

	private static Event.Message event(StoredMessage stored, long reader) {
		if (stored.content() instanceof ChatContent.Message message) {
			boolean own = message.from().client() == reader && reader != NO_CLIENT;
			return message.event(stored.position(), stored.at(), own ? message.id() : null);
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
	public CompletionStage<PublishResult> say(String room, String from, Body body, @Nullable String idempotencyKey) {
		Refusal refusal = check(room, from, body);
		if (refusal != null) {
			return CompletableFuture.completedFuture(new PublishResult.Refused(refusal));
		}
		// Whichever comes first decides: the room catches up, or the wait ends.
		CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();
		whenCaughtUp(room, () -> caughtUp.complete(true));
		return caughtUp.completeOnTimeout(false, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
			.thenApply((open) -> open ? sayNow(room, from, body, idempotencyKey)
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

	private PublishResult sayNow(String room, String from, Body body, @Nullable String idempotencyKey) {
		ChatContent.Message message = new ChatContent.Message(room, new Member(from, NO_CLIENT), body, null);
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

	private @Nullable Refusal check(String room, String from, Body body) {
		Refusal refusal = NameRules.checkRoom(room);
		if (refusal == null) {
			refusal = NameRules.checkNickSyntax(from);
		}
		return (refusal != null) ? refusal : this.rules.check(body);
	}

	/**
	 * Removes a client: closes its connection, and ends its session.
	 * @return false if no client in the room has the nick
	 */
	public boolean remove(String room, String nick) {
		Membership membership = this.presence.find(room, nick);
		if (membership == null) {
			return false;
		}
		membership.session().remove();
		return true;
	}

}
