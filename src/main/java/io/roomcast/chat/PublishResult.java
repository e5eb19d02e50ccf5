package io.roomcast.chat;

import java.time.Duration;

import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;

/**
 * What became of a message that a server wanted to say.
 */
public sealed interface PublishResult {

	/**
	 * It was said.
	 */
	record Published(Event.Message message) implements PublishResult {
	}

	/**
	 * It was not said, and never will be as it is.
	 */
	record Refused(Refusal refusal) implements PublishResult {
	}

	/**
	 * It was not said, as the room takes no messages now.
	 *
	 * @param retryAfter when it is worth another try
	 */
	record Busy(String sentence, Duration retryAfter) implements PublishResult {
	}

}
