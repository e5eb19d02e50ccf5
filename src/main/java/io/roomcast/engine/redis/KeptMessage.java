package io.roomcast.engine.redis;

import java.util.List;

/**
 * A message in a room's stream.
 *
 * @param at when it got its position, in milliseconds since 1970, UTC
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeptMessage(long offset, long nonce, long at, byte[] payload) {

	/**
	 * Returns the message that an entry of a stream holds: its id, and its fields with
	 * their values.
	 */
	static KeptMessage parse(List<?> entry) {
		String id = ScriptCall.text(entry.get(0));
		int dash = id.indexOf('-');
		List<?> fields = (List<?>) entry.get(1);
		return new KeptMessage(Long.parseLong(id.substring(0, dash)), Long.parseLong(id.substring(dash + 1)),
				Long.parseLong(ScriptCall.text(fields.get(3))), (byte[]) fields.get(1));
	}

}
