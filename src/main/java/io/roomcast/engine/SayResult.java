package io.roomcast.engine;

import io.roomcast.fanout.StoredMessage;

/**
 * What became of a message that no subscriber has sent.
 */
public sealed interface SayResult permits SayResult.Said, Unavailable {

	/**
	 * It was said, now or before under the same key.
	 *
	 * @param message what was said under the key, which may be another message
	 */
	record Said(StoredMessage message) implements SayResult {
	}

}
