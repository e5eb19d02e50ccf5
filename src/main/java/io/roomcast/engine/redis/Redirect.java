package io.roomcast.engine.redis;

import java.util.Objects;
import java.util.concurrent.CompletionException;

import io.lettuce.core.RedisCommandExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal of a command by Redis asks for.
 */
enum Redirect {

	/** Nothing: it is refused. */
	NONE,

	/** Another server has the slot. */
	MOVED,

	/** The slot is on its way to another server, and the keys are there already. */
	ASK,

	/** The keys are partly here and partly there, or nobody has the slot just now. */
	TRY_AGAIN,

	/** The server is no master any more. */
	READ_ONLY;

	static Redirect of(@Nullable Throwable failure) {
		if (!(cause(failure) instanceof RedisCommandExecutionException refused)) {
			return NONE;
		}
		String message = Objects.toString(refused.getMessage(), "");
		return switch (message.split(" ", 2)[0]) {
			case "MOVED" -> MOVED;
			case "ASK" -> ASK;
			case "TRYAGAIN", "CLUSTERDOWN" -> TRY_AGAIN;
			case "READONLY" -> READ_ONLY;
			default -> NONE;
		};
	}

	/**
	 * Returns the address that a refusal names.
	 */
	static String address(Throwable failure) {
		String message = Objects.toString(Objects.requireNonNull(cause(failure)).getMessage(), "");
		return message.substring(message.lastIndexOf(' ') + 1);
	}

	private static @Nullable Throwable cause(@Nullable Throwable failure) {
		return (failure instanceof CompletionException) ? failure.getCause() : failure;
	}

}
