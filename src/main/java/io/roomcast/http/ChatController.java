package io.roomcast.http;

import io.roomcast.chat.Chat;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves what is about the whole service, in plain text.
 */
@RestController
@Tag(name = "Chat", description = "The service as a whole, in plain text")
final class ChatController {

	private final Chat chat;

	ChatController(Chat chat) {
		this.chat = chat;
	}

	@Operation(summary = "Answers `pong` if the service is up")
	@GetMapping(path = "/ping", produces = MediaType.TEXT_PLAIN_VALUE)
	String ping() {
		return "pong";
	}

	@Operation(operationId = "clientCount", summary = "How many clients are connected")
	@GetMapping(path = "/clients", produces = MediaType.TEXT_PLAIN_VALUE)
	String clients() {
		return Long.toString(this.chat.clients());
	}

}
