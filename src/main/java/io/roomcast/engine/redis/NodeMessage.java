package io.roomcast.engine.redis;

import java.nio.charset.StandardCharsets;

/**
 * What one node tells another, on that one's own channel. It may be lost: what hangs on
 * it happens later without it.
 */
sealed interface NodeMessage {

	byte[] encode();

	/**
	 * Decodes a message.
	 * @throws IllegalArgumentException if it is none
	 */
	static NodeMessage decode(byte[] bytes) {
		String[] fields = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
		if (fields[0].equals(Remove.KIND) && fields.length == 3) {
			return new Remove(fields[1], fields[2]);
		}
		if (fields[0].equals(SessionTaken.KIND) && fields.length == 2) {
			return new SessionTaken(Long.parseLong(fields[1]));
		}
		throw new IllegalArgumentException("there is no message " + fields[0] + " of " + fields.length + " fields");
	}

	private static byte[] encode(Object... fields) {
		StringBuilder text = new StringBuilder();
		for (Object field : fields) {
			text.append(text.isEmpty() ? "" : "\n").append(field);
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * An operator removes a client of the node.
	 */
	record Remove(String room, String nick) implements NodeMessage {

		private static final String KIND = "remove";

		@Override
		public byte[] encode() {
			return NodeMessage.encode(KIND, this.room, this.nick);
		}

	}

	/**
	 * A client of the node has come back on another one.
	 */
	record SessionTaken(long client) implements NodeMessage {

		private static final String KIND = "session-taken";

		@Override
		public byte[] encode() {
			return NodeMessage.encode(KIND, this.client);
		}

	}

}
