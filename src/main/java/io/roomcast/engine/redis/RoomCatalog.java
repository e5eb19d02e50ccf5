package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.roomcast.engine.RoomState;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import org.jspecify.annotations.Nullable;

/**
 * Finds rooms that may be on other nodes only. Any thread may call.
 */
final class RoomCatalog {

	/** Rooms that no node has used for so long have no clients. */
	private static final Duration STALE = Duration.ofSeconds(60);

	private static final int CHUNK = 500;

	private final RoomContext context;

	private final RedisRooms rooms;

	private final NodeCalls calls;

	RoomCatalog(RoomContext context, RedisRooms rooms) {
		this.context = context;
		this.rooms = rooms;
		this.calls = new NodeCalls(context.settings().keys(), context.node());
	}

	/**
	 * Notes that the rooms which this node has open are in use.
	 */
	void touch() {
		List<String> names = new ArrayList<>();
		for (RedisRoom room : this.rooms.all()) {
			if (room.presence().size() > 0) {
				names.add(room.name());
			}
			if (names.size() == CHUNK) {
				touch(names);
				names = new ArrayList<>();
			}
		}
		touch(names);
	}

	/**
	 * Notes that a room is about to be in use, so that it is listed when its first client
	 * is in it.
	 */
	void enter(String name) {
		RedisRoom here = this.rooms.find(name);
		if (here == null || here.presence().size() == 0) {
			touch(List.of(name));
		}
	}

	private void touch(List<String> names) {
		if (!names.isEmpty()) {
			this.context.run(this.calls.noteRooms(STALE, names), (noted, failure) -> {
				if (failure != null) {
					this.context.lost(failure, "noting rooms in use");
				}
			});
		}
	}

	/**
	 * Asks a room something, if it has clients or history.
	 */
	<T> CompletionStage<Optional<T>> ask(String name, Function<Room, T> question) {
		RedisRoom here = this.rooms.find(name);
		Room open = (here != null) ? here.room() : null;
		CompletionStage<Boolean> exists = (open != null) ? CompletableFuture.completedFuture(true)
				: state(name).thenApply(Objects::nonNull);
		return exists.thenCompose((found) -> found
				? this.rooms.ask(name,
						(room) -> isEmpty(room) ? Optional.<T>empty() : Optional.of(question.apply(room)))
				: CompletableFuture.completedFuture(Optional.<T>empty()));
	}

	private static boolean isEmpty(Room room) {
		return room.clients() == 0 && room.pageBefore(null, 1).messages().isEmpty();
	}

	/**
	 * Returns the rooms that have clients.
	 */
	CompletionStage<List<RoomState>> occupied() {
		return this.context.link()
			.run(this.calls.listRooms(STALE))
			.thenCompose(this::states)
			.thenApply((states) -> states.stream().filter((state) -> state.clients() > 0).toList());
	}

	private CompletionStage<List<RoomState>> states(List<String> names) {
		List<CompletableFuture<@Nullable RoomState>> asked = names.stream()
			.map((name) -> state(name).toCompletableFuture())
			.toList();
		return CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0]))
			.thenApply((done) -> asked.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList());
	}

	/**
	 * Returns how a room is; null if it has neither clients nor history.
	 */
	private CompletionStage<@Nullable RoomState> state(String name) {
		return this.context.link()
			.run(new RoomCalls(this.context.settings().keys(name)).read(1, 1, RoomTop.NONE))
			.thenApply((read) -> {
				RoomTop top = read.top();
				boolean empty = top.clients() == 0 && read.messages().isEmpty();
				return empty ? null : new RoomState(name, top.clients(),
						new Position(top.epoch(), top.offset(), top.messageNonce()));
			});
	}

}
