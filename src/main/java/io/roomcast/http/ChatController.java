package io.roomcast.http;

import io.roomcast.chat.Chat;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The plain-text answers on the chat's port.
 */
@RestController
final class ChatController {

	private final Chat chat;

	ChatController(Chat chat) {
		this.chat = chat;
	}

	@GetMapping(path = "/ping", produces = MediaType.TEXT_PLAIN_VALUE)
	String ping() {
		return "pong";
	}

	@GetMapping(path = "/clients", produces = MediaType.TEXT_PLAIN_VALUE)
	String clients() {
		return Long.toString(this.chat.clients());
	}

}
