package io.roomcast.chat;

import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;

/**
 * What became of something that a server wanted to say.
 */
public sealed interface Saying {

	/**
	 * It was said.
	 */
	record Said(Event.Message message) implements Saying {
	}

	/**
	 * It was not.
	 */
	record Refused(Refusal refusal) implements Saying {
	}

	/**
	 * It was not, as the room takes no more messages now. It can be said later.
	 */
	record Busy(String sentence) implements Saying {
	}

}
