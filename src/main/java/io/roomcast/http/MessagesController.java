package io.roomcast.http;

import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.roomcast.chat.HistoryRequest;
import io.roomcast.chat.Identity;
import io.roomcast.chat.Page;
import io.roomcast.chat.PublishResult;
import io.roomcast.chat.RequestRates;
import io.roomcast.chat.RoomRights;
import io.roomcast.chat.Rooms;
import io.roomcast.identity.Caller;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves what was said in a room, and says something there.
 */
@RestController
@RequestMapping("/rooms/{room}/messages")
@Tag(name = "Messages", description = "What was said in a room, and saying something there")
final class MessagesController {

	private static final String DEFAULT_LIMIT = "100";

	private static final int MAX_LIMIT = 1000;

	private static final String LIMIT_MESSAGE = "limit is ${validatedValue}, must be 1 to " + MAX_LIMIT;

	/** The nick of a message whose request names none. */
	private static final String SERVER = "server";

	private static final int MAX_KEY_LENGTH = 255;

	private static final String KEY_MESSAGE = "Idempotency-Key is '${validatedValue}', must be {min} to {max} characters";

	private final Rooms rooms;

	private final RoomRights rights;

	private final RequestRates rates;

	MessagesController(Rooms rooms, RoomRights rights, RequestRates rates) {
		this.rates = rates;
		this.rooms = rooms;
		this.rights = rights;
	}

	@Operation(summary = "A page of a room's history, oldest first",
			description = "Forwards from `since`, or backwards from `before`. To go on, ask again with the page's `cursor` "
					+ "in place of the one that was given; `more` tells whether that gives anything now. A page ends before "
					+ "`limit` when it is 1 MiB large. `complete` is false if messages are gone that lay between the "
					+ "cursor and those of the page.")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true)
	@ApiResponse(responseCode = "400", ref = OpenApiConfiguration.PROBLEM)
	@ApiResponse(responseCode = "404", ref = OpenApiConfiguration.PROBLEM)
	@ApiResponse(responseCode = "503", ref = OpenApiConfiguration.PROBLEM)
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	CompletionStage<Page> messages(@PathVariable String room,
			@Parameter(description = "A cursor that was given out for this room: the page begins after it. Without "
					+ "one, and without `before`, it begins with the oldest message that is kept") @RequestParam(
							required = false) @Nullable String since,
			@Parameter(
					description = "A cursor that was given out for this room: the page ends before it") @RequestParam(
							required = false) @Nullable String before,
			@RequestParam(defaultValue = DEFAULT_LIMIT) @Min(value = 1, message = LIMIT_MESSAGE) @Max(value = MAX_LIMIT,
					message = LIMIT_MESSAGE) int limit,
			@Parameter(hidden = true) Caller caller) {
		Refusals.throwIf(this.rights.checkEnter(caller.identity(), room));
		if (since != null && before != null) {
			throw Refusals.refuse(new Refusal(Reason.BAD_FIELD,
					"parameters 'since' and 'before' are both given, must be one of them"));
		}
		HistoryRequest request = (before != null) ? HistoryRequest.before(cursor(before), limit)
				: HistoryRequest.after(cursor(since), limit);
		return this.rooms.messages(room, request).thenApply((page) -> page.orElseThrow(() -> Refusals.noRoom(room)));
	}

	private static @Nullable Cursor cursor(@Nullable String text) {
		if (text == null) {
			return null;
		}
		Cursor.Parsed parsed = Cursor.parse(text);
		if (parsed instanceof Cursor.Parsed.Bad bad) {
			throw Refusals.refuse(bad.refusal());
		}
		return ((Cursor.Parsed.Good) parsed).cursor();
	}

	@NeedsApiKey
	@Operation(summary = "Says something to a room",
			description = "The same `Idempotency-Key` within five minutes gets the first answer, and nothing is said again.")
	@ApiResponse(responseCode = "201", description = "Published: the message as it is kept", useReturnTypeSchema = true)
	@ApiResponse(responseCode = "400", ref = OpenApiConfiguration.PROBLEM)
	@ApiResponse(responseCode = "413", ref = OpenApiConfiguration.PROBLEM)
	@ApiResponse(responseCode = "415", ref = OpenApiConfiguration.PROBLEM)
	@ApiResponse(responseCode = "422", ref = OpenApiConfiguration.PROBLEM)
	@ApiResponse(responseCode = "429", ref = OpenApiConfiguration.PROBLEM)
	@ApiResponse(responseCode = "503", ref = OpenApiConfiguration.PROBLEM)
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	CompletionStage<Event.Message> say(@PathVariable String room, @RequestBody NewMessage message,
			@RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = MAX_KEY_LENGTH,
					message = KEY_MESSAGE) @Nullable String idempotencyKey,
			@Parameter(hidden = true) Caller caller) {
		// Whoever speaks in a room by a socket has entered it.
		Refusals.throwIf(this.rights.checkEnter(caller.identity(), room));
		Refusals.throwIf(this.rights.checkSpeak(caller.identity(), room));
		String from = from(message, caller.identity());
		Body body = message.body();
		Refusals.throwIf(this.rates.check(caller.identity(), body));
		return this.rooms.say(room, from, body, idempotencyKey).thenApply(MessagesController::answer);
	}

	/**
	 * Returns the nick that something is said under: with a token, only the token's.
	 */
	private static String from(NewMessage message, @Nullable Identity who) {
		if (who == null || who.isOperator()) {
			return Objects.requireNonNullElse(message.from(), SERVER);
		}
		String own = who.nick();
		if (own == null) {
			throw Refusals.refuse(new Refusal(Reason.NOT_ALLOWED, "the token names no nick that may be used"));
		}
		if (message.from() != null && !message.from().equals(own)) {
			throw Refusals.refuse(new Refusal(Reason.NOT_ALLOWED, "from is " + Refusal.quote(message.from())
					+ ", must be " + Refusal.quote(own) + " as the token says, or left out"));
		}
		return own;
	}

	private static Event.Message answer(PublishResult result) {
		if (result instanceof PublishResult.Refused refused) {
			throw Refusals.refuse(refused.refusal());
		}
		if (result instanceof PublishResult.Busy busy) {
			throw Refusals.later(busy.sentence(), busy.retryAfter());
		}
		return ((PublishResult.Published) result).message();
	}

}
