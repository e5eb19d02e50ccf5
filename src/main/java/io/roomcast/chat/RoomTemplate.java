package io.roomcast.chat;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.roomcast.protocol.Body;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Says something to rooms from Java, as {@code POST /rooms/{room}/messages} does with the
 * API key. Any thread may call; nothing blocks. The answer is what was said, with its
 * position, or fails with {@link NotSaidException}; it may come on a thread that must not
 * be blocked. Whoever wants to wait calls {@code toCompletableFuture().join()}, but never
 * in an {@link AdmissionPolicy}.
 */
@Component
public final class RoomTemplate {

	private final Rooms rooms;

	private final JsonMapper mapper;

	RoomTemplate(Rooms rooms, JsonMapper mapper) {
		this.rooms = rooms;
		this.mapper = mapper;
	}

	/**
	 * Says a text.
	 * @param room need not exist
	 * @param from the nick that it is said under: any that keeps the rule for nicks, also
	 * a reserved one, as {@code server}
	 */
	public CompletionStage<Event.Message> say(String room, String from, String text) {
		return say(room, from, new Body.Text(text));
	}

	/**
	 * Says a value, as the JSON that Jackson makes of it.
	 */
	public CompletionStage<Event.Message> sayData(String room, String from, Object value) {
		return say(room, from, new Body.Data(this.mapper.writeValueAsString(value)));
	}

	/**
	 * Says bytes.
	 * @param bytes must not be changed any more
	 */
	public CompletionStage<Event.Message> sayBytes(String room, String from, byte[] bytes) {
		return say(room, from, new Body.Bytes(bytes));
	}

	private CompletionStage<Event.Message> say(String room, String from, Body body) {
		return this.rooms.say(room, from, body, null).handle((result, failure) -> {
			if (result instanceof PublishResult.Published published) {
				return published.message();
			}
			throw new NotSaidException((result != null) ? refusal(result) : refusal(failure));
		});
	}

	private static Refusal refusal(PublishResult result) {
		return (result instanceof PublishResult.Busy busy) ? Refusal.unavailable(busy.sentence(), busy.retryAfter())
				: ((PublishResult.Refused) result).refusal();
	}

	private static Refusal refusal(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof RoomsUnavailableException away) {
			return Refusal.unavailable(String.valueOf(away.getMessage()), away.retryAfter());
		}
		throw new CompletionException(cause);
	}

}
