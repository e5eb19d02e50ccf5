package io.roomcast.engine.redis;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.LocalOccupant;
import io.roomcast.engine.Occupant;
import io.roomcast.engine.Presence;
import io.roomcast.engine.Reservation;
import io.roomcast.engine.Unavailable;
import io.roomcast.engine.redis.PresenceList.Holder;
import io.roomcast.fanout.Room;

/**
 * Who is in which room, over all nodes.
 */
final class RedisPresence implements Presence {

	private final RoomContext context;

	private final RedisRooms rooms;

	private final RoomCatalog catalog;

	RedisPresence(RoomContext context, RedisRooms rooms, RoomCatalog catalog) {
		this.context = context;
		this.rooms = rooms;
		this.catalog = catalog;
	}

	@Override
	public CompletionStage<Optional<Reservation>> reserve(String room, String nick) {
		Unavailable full = this.rooms.require(room);
		if (full != null) {
			return CompletableFuture.failedFuture(new EngineUnavailableException(full));
		}
		CompletableFuture<Optional<Reservation>> then = new CompletableFuture<>();
		QueuedReservation reserving = QueuedReservation.reserving(nick, this.context.nextToken(), then);
		this.rooms.with(room, (found) -> found.whenOpen((open) -> found.add(reserving),
				(why) -> then.completeExceptionally(new EngineUnavailableException(why))));
		return then;
	}

	@Override
	public void release(Reservation reservation) {
		Token token = new Token(this.context.node(), reservation.token());
		this.rooms.with(reservation.room(),
				(found) -> found.publish(QueuedReservation.releasing(reservation.nick(), token)));
	}

	@Override
	public List<Occupant> present(Room room, int limit) {
		RedisRoom found = this.rooms.find(room.name());
		return (found != null) ? found.presence().occupants(limit) : List.of();
	}

	@Override
	public CompletionStage<List<Occupant>> members(String room) {
		return this.context.guard(this.catalog.ask(room, (open) -> present(open, Integer.MAX_VALUE))
			.thenApply((found) -> found.orElse(List.of())), "room '" + room + "'");
	}

	@Override
	public CompletionStage<Boolean> remove(String room, String nick) {
		return this.context.guard(this.catalog.ask(room, (open) -> find(room, nick))
			.thenCompose((found) -> found.flatMap((holder) -> holder)
				.map((holder) -> remove(room, holder))
				.orElseGet(() -> CompletableFuture.completedFuture(false))), "room '" + room + "'");
	}

	private Optional<Holder> find(String room, String nick) {
		RedisRoom found = this.rooms.find(room);
		return Optional.ofNullable((found != null) ? found.presence().find(nick) : null);
	}

	private CompletionStage<Boolean> remove(String room, Holder holder) {
		LocalOccupant local = holder.local();
		if (local != null) {
			local.remove();
			return CompletableFuture.completedFuture(true);
		}
		return this.context.link()
			.publish(this.context.settings().keys().node(holder.token().node()),
					new NodeMessage.Remove(room, holder.nick()).encode())
			.thenApply((receivers) -> true);
	}

	/**
	 * Removes a client of this node, as another node was asked to.
	 */
	void removeHere(NodeMessage.Remove message) {
		find(message.room(), message.nick()).map(Holder::local).ifPresent(LocalOccupant::remove);
	}

}
