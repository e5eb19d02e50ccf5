package io.roomcast.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.roomcast.fanout.Room;
import org.jspecify.annotations.Nullable;

/**
 * The presence of a single node.
 */
final class MemoryPresence implements Presence {

	// A nick is held by a Reservation, or by the LocalOccupant that has it. Only its
	// holder can free it, so whoever is late frees nothing of another client.

	/** Most rooms are small. */
	private static final int INITIAL_CAPACITY = 4;

	private final ConcurrentMap<String, ConcurrentMap<String, Object>> rooms = new ConcurrentHashMap<>();

	private final AtomicLong lastToken = new AtomicLong();

	@Override
	public CompletionStage<Optional<Reservation>> reserve(String room, String nick) {
		return CompletableFuture.completedFuture(Optional.ofNullable(reserveNow(room, nick)));
	}

	/**
	 * Reserves a nick; returns null if another client has it.
	 */
	@Nullable Reservation reserveNow(String room, String nick) {
		Reservation wanted = new Reservation(room, nick, this.lastToken.incrementAndGet());
		Object[] holder = new Object[1];
		change(room, (holders) -> holder[0] = holders.computeIfAbsent(nick, (key) -> wanted));
		return (holder[0] == wanted) ? wanted : null;
	}

	@Override
	public void release(Reservation reservation) {
		change(reservation.room(), (holders) -> holders.remove(reservation.nick(), reservation));
	}

	/**
	 * Notes that a client is in a room from now on, under the nick that is reserved for
	 * it.
	 */
	void add(String room, LocalOccupant occupant) {
		change(room, (holders) -> holders.put(occupant.nick(), occupant));
	}

	/**
	 * Notes that a client has left a room.
	 */
	void remove(String room, Occupant occupant) {
		change(room, (holders) -> holders.remove(occupant.nick(), occupant));
	}

	private void change(String room, Consumer<ConcurrentMap<String, Object>> action) {
		this.rooms.compute(room, (name, found) -> {
			ConcurrentMap<String, Object> holders = (found != null) ? found : new ConcurrentHashMap<>(INITIAL_CAPACITY);
			action.accept(holders);
			return holders.isEmpty() ? null : holders;
		});
	}

	@Override
	public List<Occupant> present(Room room, int limit) {
		return present(room.name(), limit);
	}

	@Override
	public CompletionStage<List<Occupant>> members(String room) {
		return CompletableFuture.completedFuture(present(room, Integer.MAX_VALUE));
	}

	private List<Occupant> present(String room, int limit) {
		ConcurrentMap<String, Object> holders = this.rooms.get(room);
		if (holders == null) {
			return List.of();
		}
		return holders.values()
			.stream()
			.flatMap((holder) -> (holder instanceof Occupant occupant) ? Stream.of(occupant) : Stream.empty())
			.limit(limit)
			.sorted(Comparator.comparingLong(Occupant::client))
			.toList();
	}

	@Override
	public CompletionStage<Boolean> remove(String room, String nick) {
		ConcurrentMap<String, Object> holders = this.rooms.get(room);
		Object holder = (holders != null) ? holders.get(nick) : null;
		if (holder instanceof LocalOccupant occupant) {
			occupant.remove();
			return CompletableFuture.completedFuture(true);
		}
		return CompletableFuture.completedFuture(false);
	}

}
