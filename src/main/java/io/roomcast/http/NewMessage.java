package io.roomcast.http;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said to a room.
 *
 * @param text what is said
 * @param from the nick it is said under
 */
record NewMessage(
		@Schema(description = "What is said") @NotBlank(
				message = "text is missing or blank, must hold more than white space") String text,
		@Schema(description = "The nick it is said under", defaultValue = "server") @Nullable String from) {
}
