package io.roomcast.engine.redis;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.BoundedCount;
import io.roomcast.fanout.Room;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that this node publishes to or has open, by name. Any thread may call.
 */
final class RedisRooms {

	private final RoomContext context;

	private final ConcurrentMap<String, RedisRoom> byName = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, RedisRoom> byChannel = new ConcurrentHashMap<>();

	private final BoundedCount count;

	RedisRooms(RoomContext context) {
		this.context = context;
		this.count = new BoundedCount(context.hub().maxRooms());
	}

	Collection<RedisRoom> all() {
		return Collections.unmodifiableCollection(this.byName.values());
	}

	@Nullable RedisRoom find(String name) {
		return this.byName.get(name);
	}

	/**
	 * Returns the room that is followed on a channel.
	 */
	@Nullable RedisRoom ofChannel(String channel) {
		return this.byChannel.get(channel);
	}

	/**
	 * Makes a room if it does not exist and there may be one more. It is let go if nobody
	 * uses it.
	 * @return why it was not made; null if it exists
	 */
	@Nullable Unavailable require(String name) {
		RedisRoom room = this.byName.computeIfAbsent(name, (key) -> this.count.tryIncrement() ? make(key) : null);
		return (room != null) ? null : Unavailable.full(name, this.context.hub());
	}

	/**
	 * Returns why {@link #require} would not make a room; null if it exists or may be
	 * made.
	 */
	@Nullable Unavailable check(String name) {
		return (this.count.isFull() && find(name) == null) ? Unavailable.full(name, this.context.hub()) : null;
	}

	/**
	 * Does something with a room, which is made if it does not exist, even if there are
	 * as many as there may be: it was there, and has just been let go.
	 * @param action returns false if the room was let go
	 */
	RedisRoom with(String name, Predicate<RedisRoom> action) {
		while (true) {
			RedisRoom room = this.byName.computeIfAbsent(name, (key) -> {
				this.count.increment();
				return make(key);
			});
			if (action.test(room)) {
				return room;
			}
		}
	}

	private RedisRoom make(String name) {
		RedisRoom made = new RedisRoom(name, this.context);
		this.byChannel.put(made.channel(), made);
		return made;
	}

	/**
	 * Does something with a room when it is open.
	 * @param then called under the room's lock
	 */
	RedisRoom whenOpen(String name, Consumer<Room> then, Consumer<Unavailable> otherwise) {
		return with(name, (room) -> room.whenOpen(then, otherwise));
	}

	/**
	 * Asks an open room something, without its lock.
	 */
	<T> CompletableFuture<T> ask(String name, Function<Room, T> question) {
		Unavailable full = require(name);
		if (full != null) {
			return CompletableFuture.failedFuture(new EngineUnavailableException(full));
		}
		CompletableFuture<T> answer = new CompletableFuture<>();
		with(name,
				(redisRoom) -> redisRoom.whenOpen(
						(room) -> redisRoom.later(() -> answer.complete(question.apply(room))),
						(why) -> answer.completeExceptionally(new EngineUnavailableException(why))));
		return answer;
	}

	/**
	 * Lets the rooms go that nobody here has used for a while.
	 */
	void letGo(long now) {
		for (RedisRoom room : this.byName.values()) {
			// Under the map's lock: who wants the room next subscribes after it was let
			// go.
			this.byName.computeIfPresent(room.name(), (name, found) -> {
				if (!found.letGo(now)) {
					return found;
				}
				this.byChannel.remove(found.channel(), found);
				this.count.decrement();
				return null;
			});
		}
	}

}
