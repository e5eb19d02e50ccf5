package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.roomcast.engine.LocalOccupant;
import io.roomcast.engine.Occupant;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a room, on all nodes, as far as this node has heard. Changed under the room's
 * lock, so that it fits the room's order; read by any thread.
 */
final class PresenceList {

	private final Map<String, Holder> byNick = new ConcurrentHashMap<>();

	/**
	 * Returns how nicks are held, as it stands in Redis, by nick.
	 */
	static Map<String, Holder> holders(RoomPresence presence) {
		Map<String, Holder> holders = new HashMap<>();
		presence.holders()
			.forEach((nick, holder) -> holders.put(nick,
					new Holder(nick, holder.client(), Token.parse(holder.token()), null)));
		return holders;
	}

	@Nullable Holder find(String nick) {
		return this.byNick.get(nick);
	}

	void put(Holder holder) {
		this.byNick.put(holder.nick(), holder);
	}

	void remove(Holder holder) {
		this.byNick.remove(holder.nick(), holder);
	}

	int size() {
		return this.byNick.size();
	}

	Collection<Holder> all() {
		return this.byNick.values();
	}

	/**
	 * Returns how a client of this node holds its nick; null if it does not.
	 */
	@Nullable Holder find(LocalOccupant occupant) {
		Holder holder = this.byNick.get(occupant.nick());
		return (holder != null && holder.local() == occupant) ? holder : null;
	}

	/**
	 * Returns clients by their numbers.
	 * @param limit how many at most
	 */
	List<Occupant> occupants(int limit) {
		List<Occupant> found = new ArrayList<>(Math.min(limit, this.byNick.size()));
		for (Holder holder : this.byNick.values()) {
			if (found.size() == limit) {
				break;
			}
			found.add(holder);
		}
		found.sort(Comparator.comparingLong(Occupant::client));
		return found;
	}

	/**
	 * Returns what must change so that this presence list is another one.
	 * @param current how nicks are held in truth, by nick
	 */
	Difference difference(Map<String, Holder> current) {
		Difference difference = new Difference(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		Map<String, Holder> missing = new HashMap<>(this.byNick);
		for (Holder holder : current.values()) {
			Holder known = missing.remove(holder.nick());
			if (known == null) {
				difference.joined().add(holder);
			}
			else if (known.client() != holder.client()) {
				difference.left().add(known);
				difference.joined().add(holder);
			}
			else if (!known.token().equals(holder.token())) {
				difference.moved().add(holder);
			}
		}
		difference.left().addAll(missing.values());
		return difference;
	}

	/**
	 * What two of them differ in.
	 *
	 * @param joined who is new
	 * @param left who is no longer there, as the older one knows them
	 * @param moved who has another token, as the newer one knows them
	 */
	record Difference(List<Holder> joined, List<Holder> left, List<Holder> moved) {
	}

	/**
	 * How a client holds its nick.
	 *
	 * @param token what it is released with
	 * @param local the client, if it is on this node
	 */
	record Holder(String nick, long client, Token token, @Nullable LocalOccupant local) implements Occupant {

	}

}
