package io.roomcast.engine;

import io.roomcast.fanout.StoredMessage;

/**
 * What became of a message that no subscriber has sent.
 */
public sealed interface SayResult permits SayResult.Published, Unavailable {

	/**
	 * It was said, now or before under the same key.
	 *
	 * @param message what was said under the key, which may be another message
	 */
	record Published(StoredMessage message) implements SayResult {
	}

}
