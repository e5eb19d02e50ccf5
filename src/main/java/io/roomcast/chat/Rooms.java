package io.roomcast.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.HistoryQuery;
import io.roomcast.engine.Occupant;
import io.roomcast.engine.Presence;
import io.roomcast.engine.SayResult;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.HistoryPage;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.BodyRules;
import io.roomcast.protocol.Command;
import io.roomcast.protocol.CommandId;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Member;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Gives access to rooms from outside: which there are, who is in them, what was said, and
 * saying something without joining. Any thread may call; nothing blocks. Answers come on
 * the calling thread or on one that must not be blocked, and fail with
 * {@link RoomsUnavailableException} only.
 */
@Component
public final class Rooms {

	private static final long NO_CLIENT = 0;

	/** How many clients one answer names. */
	private static final int MAX_CLIENTS = 1000;

	private final Engine engine;

	private final Presence presence;

	private final BodyRules rules;

	private final RoomEvents events;

	Rooms(Engine engine, ClientProperties clients, RoomEvents events) {
		this.events = events;
		this.engine = engine;
		this.presence = engine.presence();
		this.rules = clients.bodyRules();
	}

	/**
	 * Returns the rooms that have clients, by name.
	 */
	public CompletionStage<List<RoomSummary>> occupied() {
		return answer(this.engine.occupied()
			.thenApply((rooms) -> rooms.stream()
				.map((room) -> new RoomSummary(room.name(), room.clients()))
				.sorted(Comparator.comparing(RoomSummary::room))
				.toList()));
	}

	/**
	 * Returns the room of this name, if it has clients or history.
	 */
	public CompletionStage<Optional<RoomDetail>> find(String room) {
		return answer(this.engine.find(room)
			.thenApply((found) -> found
				.map((state) -> new RoomDetail(state.name(), state.clients(), ChatContent.cursor(state.position())))));
	}

	/**
	 * Returns the clients in a room, those that are away included, in the order in which
	 * they first connected.
	 */
	public CompletionStage<List<Member>> members(String room) {
		return answer(this.presence.members(room).thenApply(Rooms::members));
	}

	private static List<Member> members(List<Occupant> occupants) {
		return occupants.stream().map((occupant) -> new Member(occupant.nick(), occupant.client())).toList();
	}

	/**
	 * Returns the answer to a client that asks who is in its room. To be called under the
	 * room's lock, as who is there changes under it.
	 */
	ChatContent.WhoAnswer who(Membership asking, @Nullable CommandId id) {
		return new ChatContent.WhoAnswer(new Event.Clients(asking.roomName(),
				members(this.presence.present(asking.room(), MAX_CLIENTS)), asking.room().clients(), id));
	}

	/**
	 * Returns a part of a room's history, the oldest message first; nothing if the room
	 * has neither clients nor history. A page ends early when it is 1 MiB large.
	 */
	public CompletionStage<Optional<Page>> messages(String room, HistoryRequest request) {
		return answer(this.engine.history(room, query(request))
			.thenApply((found) -> found.map((page) -> page(page, request, NO_CLIENT))));
	}

	private static HistoryQuery query(HistoryRequest request) {
		Position position = (request.cursor() != null) ? ChatContent.position(request.cursor()) : null;
		return new HistoryQuery(position, request.isBackwards(), request.limit());
	}

	/**
	 * Returns a stage that fails with an exception of this package if the engine cannot
	 * do its work.
	 */
	private static <T> CompletionStage<T> answer(CompletionStage<T> stage) {
		return stage.exceptionally((failure) -> {
			throw new RoomsUnavailableException(EngineUnavailableException.why(failure));
		});
	}

	/**
	 * Returns the answer to a client that asks for a part of its room's history.
	 */
	Event.History history(Membership asking, Command.History command) {
		HistoryRequest request = (command.since() != null) ? HistoryRequest.after(command.since(), command.limit())
				: HistoryRequest.before(command.before(), command.limit());
		Page page = page(query(request).read(asking.room()), request, asking.client());
		return new Event.History(asking.roomName(), page.messages(), page.complete(), page.more(), command.id());
	}

	/**
	 * Returns a part of a room's history.
	 * @param reader whose messages carry their ids
	 */
	private static Page page(HistoryPage page, HistoryRequest request, long reader) {
		boolean backwards = request.isBackwards();
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
	 * Says something to a room, which need not have clients.
	 * @param from the nick that it is said under
	 * @param idempotencyKey the same key in the same room within 5 minutes gets the first
	 * answer, and nothing is said again; null for no key
	 */
	public CompletionStage<PublishResult> say(String room, String from, Body body, @Nullable String idempotencyKey) {
		Refusal refusal = check(room, from, body);
		if (refusal != null) {
			return CompletableFuture.completedFuture(new PublishResult.Refused(refusal));
		}
		ChatContent.Message message = new ChatContent.Message(room, new Member(from, NO_CLIENT), body, null);
		return answer(this.engine.say(room, message, idempotencyKey)
			.thenApply((result) -> result(message, result, idempotencyKey)));
	}

	private PublishResult result(ChatContent.Message message, SayResult result, @Nullable String idempotencyKey) {
		if (result instanceof Unavailable why) {
			return new PublishResult.Busy(why.sentence(), why.retryAfter());
		}
		StoredMessage stored = ((SayResult.Published) result).message();
		if (!message.equals(stored.content())) {
			return new PublishResult.Refused(new Refusal(Reason.KEY_REUSED, "idempotency key "
					+ Refusal.quote(String.valueOf(idempotencyKey)) + " was used for another message in this room"));
		}
		this.events.said(stored);
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
	public CompletionStage<Boolean> remove(String room, String nick) {
		return answer(this.presence.remove(room, nick));
	}

}
