package io.roomcast.engine.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is in a room.
 *
 * @param holders who holds each nick
 * @param reservations the token that each reserved nick is reserved with
 */
record RoomPresence(Map<String, Holder> holders, Map<String, String> reservations) {

	RoomPresence {
		holders = Map.copyOf(holders);
		reservations = Map.copyOf(reservations);
	}

	/**
	 * Returns the presence that the fields and values of the clients' hash hold.
	 */
	static RoomPresence parse(List<?> hash) {
		Map<String, Holder> holders = new HashMap<>();
		Map<String, String> reservations = new HashMap<>();
		for (int i = 0; i < hash.size(); i += 2) {
			String field = ScriptCall.text(hash.get(i));
			String value = ScriptCall.text(hash.get(i + 1));
			switch (field.charAt(0)) {
				case 'n' -> holders.put(field.substring(2), Holder.parse(value));
				case 'r' -> reservations.put(field.substring(2), value);
				default -> {
					// The nick of a client: it is in the other direction already.
				}
			}
		}
		return new RoomPresence(holders, reservations);
	}

	/**
	 * A client, and the token that it holds its nick with.
	 */
	record Holder(long client, String token) {

		private static Holder parse(String value) {
			int space = value.indexOf(' ');
			return new Holder(Long.parseLong(value.substring(0, space)), value.substring(space + 1));
		}

	}

}
