package io.roomcast.http;

import io.roomcast.chat.NameRules;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said to a room.
 *
 * @param text what is said
 * @param from the nick it is said under
 */
record NewMessage(@Schema(description = "What is said") @NotNull(message = "field 'text' is missing") String text,
		@Schema(description = "The nick it is said under", defaultValue = "server", pattern = NameRules.NICK_PATTERN,
				minLength = 1, maxLength = NameRules.MAX_NICK_LENGTH) @Nullable String from) {
}
