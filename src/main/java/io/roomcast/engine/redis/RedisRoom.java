package io.roomcast.engine.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.roomcast.engine.LocalOccupant;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Room;
import org.jspecify.annotations.Nullable;

/**
 * A room on this node: what its clients want to have published goes to Redis, and what is
 * published comes back into the log. Any thread may call; nothing blocks.
 */
final class RedisRoom {

	// Everything is decided under the room's lock, on the threads of the connections to
	// Redis, of clients, or of the timer. What others are to be told of it is told later,
	// in order, without the lock (Callbacks). What has changed may let a call begin: that
	// is begun under the same lock, and sent without it.
	//
	// The parts of the room are guarded by its lock, too: what is published
	// (RoomPublisher), what is read (RoomReader), who is there (Occupancy), and what
	// waits for the room to be open (RoomOpening).
	//
	// A room is closed until somebody wants it; then it is opened: its channel is
	// subscribed to, and when that is confirmed, its log and presence list are read.
	// Batches that arrive while something is read wait until it is. Publishing needs no
	// open room.

	/** After so long a room that nobody here uses is let go. */
	private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

	private final String name;

	private final RoomContext context;

	private final RoomKeys keys;

	private final Callbacks callbacks;

	// Guarded by this.
	private final Occupancy occupancy;

	private final RoomOpening opening;

	private final RoomReader reader;

	private final RoomPublisher publisher;

	private long lastUsedNanos = System.nanoTime();

	// Written under this, read by anyone.
	private volatile boolean busy;

	// Made only when it is asked for. Guarded by this.
	private @Nullable CompletableFuture<Void> idle;

	RedisRoom(String name, RoomContext context) {
		this.name = name;
		this.context = context;
		this.keys = context.settings().keys(name);
		this.callbacks = new Callbacks(context.hub().failures());
		this.occupancy = new Occupancy(this, context);
		this.opening = new RoomOpening(this, context);
		this.reader = new RoomReader(this, context, this.occupancy, this.opening);
		this.publisher = new RoomPublisher(this, context, this.occupancy, this.reader);
	}

	String name() {
		return this.name;
	}

	String channel() {
		return this.keys.batches();
	}

	RoomKeys keys() {
		return this.keys;
	}

	PresenceList presence() {
		return this.occupancy.presence();
	}

	/**
	 * Returns the room's log and subscribers; null while it is not open. Called under the
	 * lock.
	 */
	@Nullable Room openRoom() {
		Follower open = this.reader.follower();
		return (open != null) ? open.room() : null;
	}

	synchronized @Nullable Room room() {
		return openRoom();
	}

	// What is done under the lock.

	/**
	 * Has an action called when what is decided now is done. Called under the lock.
	 */
	void later(Runnable action) {
		this.callbacks.add(action);
	}

	/**
	 * Has an entry published. Called under the lock; whoever holds it calls
	 * {@link #begin()} before letting it go.
	 */
	void add(Queued entry) {
		this.publisher.add(entry);
	}

	/**
	 * Frees the nick that a client came with which does not get it. Called under the
	 * lock.
	 */
	void releaseReservation(QueuedJoin join) {
		this.publisher.releaseReservation(join);
	}

	/**
	 * Compares the presence list with who is there in Redis, though both may have the
	 * same version. Called under the lock.
	 */
	void comparePresence() {
		this.reader.comparePresence();
	}

	/**
	 * Has a client join. Called under the lock of the open room.
	 */
	void join(QueuedJoin join) {
		this.occupancy.local().join(join);
	}

	/**
	 * Begins the next call, if none is under way. Called under the lock.
	 * @return what the caller must give to {@link #goOn} or {@link #finish} without the
	 * lock
	 */
	@Nullable Call begin() {
		Call next = this.publisher.begin();
		this.busy = !this.publisher.isIdle() || this.opening.hasWaiting() || this.reader.hasFailed();
		if (!this.busy && this.idle != null) {
			this.idle.complete(null);
			this.idle = null;
		}
		return next;
	}

	// What is done without the lock when something has changed.

	/**
	 * Goes on without the lock, on a thread that may hold locks of its clients.
	 */
	void goOn(@Nullable Call next) {
		send(next);
		if (!this.callbacks.isEmpty()) {
			this.context.timer().execute(this.callbacks::run);
		}
	}

	/**
	 * Goes on without the lock, on a thread that holds no other either.
	 */
	void finish(@Nullable Call next) {
		send(next);
		this.callbacks.run();
	}

	private void send(@Nullable Call call) {
		this.publisher.send(call, System.nanoTime());
	}

	/**
	 * Changes something under the lock, and goes on. Called without any lock.
	 */
	void change(Runnable change) {
		Call next;
		synchronized (this) {
			change.run();
			next = begin();
		}
		finish(next);
	}

	// What clients want.

	/**
	 * Opens the room, if it is not open.
	 * @param then called when it is, under its lock
	 * @param otherwise called without it when the room cannot be opened in time
	 * @return false if the room was let go, and nothing was done
	 */
	boolean whenOpen(Consumer<Room> then, Consumer<Unavailable> otherwise) {
		Call next;
		boolean closed = false;
		synchronized (this) {
			if (this.opening.isGone()) {
				return false;
			}
			this.lastUsedNanos = System.nanoTime();
			Room open = openRoom();
			if (open != null) {
				then.accept(open);
			}
			else {
				closed = this.opening.add(then, otherwise);
			}
			next = begin();
		}
		if (closed) {
			this.context.subscribe(channel(), this.reader::subscribed);
		}
		goOn(next);
		return true;
	}

	/**
	 * Has entries published that need no open room.
	 * @return false if the room was let go, and nothing was done
	 */
	boolean publish(Queued entry) {
		Call next;
		synchronized (this) {
			if (this.opening.isGone()) {
				return false;
			}
			add(entry);
			next = begin();
		}
		goOn(next);
		return true;
	}

	/**
	 * Has a client join whose nick has changed meanwhile.
	 */
	void joinAgain(QueuedJoin join) {
		change(() -> join(join.again(this.context.nextToken())));
	}

	/**
	 * Has a client of this node leave.
	 */
	void leave(LocalOccupant occupant) {
		Call next;
		synchronized (this) {
			this.occupancy.leave(occupant);
			next = begin();
		}
		goOn(next);
	}

	/**
	 * Keeps an action if more waits to be published than should, and runs it later.
	 * @return false if the caller must run the action
	 */
	synchronized boolean defer(Runnable action) {
		return this.publisher.defer(action);
	}

	// What Redis tells.

	/**
	 * Takes a batch that was published.
	 */
	void published(Batch batch) {
		change(() -> this.reader.take(batch, false));
	}

	// What is due from time to time.

	/**
	 * Returns whether {@link #tick} has anything to do.
	 */
	boolean isBusy() {
		return this.busy;
	}

	/**
	 * Returns what is completed once the room is not busy.
	 */
	synchronized CompletableFuture<Void> whenIdle() {
		if (!this.busy) {
			return CompletableFuture.completedFuture(null);
		}
		if (this.idle == null) {
			this.idle = new CompletableFuture<>();
		}
		return this.idle.copy();
	}

	/**
	 * Gives up what has waited for too long, and sends again what got no answer.
	 * @param connected whether Redis can be reached
	 */
	void tick(long now, boolean connected) {
		Call lost;
		boolean readFailed;
		Call next;
		synchronized (this) {
			this.opening.giveUpLate(now);
			this.publisher.giveUpLate(now);
			lost = connected ? this.publisher.lost() : null;
			readFailed = connected && this.reader.hasFailed();
			next = begin();
		}
		this.publisher.send(lost, now);
		this.publisher.send(next, now);
		if (readFailed) {
			this.reader.read();
		}
		this.callbacks.run();
	}

	/**
	 * Keeps the room from expiring, and reads it if this node has not all of it.
	 */
	void check() {
		this.reader.check();
	}

	/**
	 * Removes the clients of dead nodes.
	 * @param isDead tells of a node by its id
	 */
	void sweep(long now, Predicate<String> isDead) {
		Call next;
		synchronized (this) {
			Room open = openRoom();
			if (open == null) {
				return;
			}
			this.occupancy.comparison().sweep(open, now, isDead);
			next = begin();
		}
		finish(next);
	}

	/**
	 * Lets the room go if nobody here has used it for a while.
	 * @return whether it is gone
	 */
	boolean letGo(long now) {
		synchronized (this) {
			if (isUsed()) {
				this.lastUsedNanos = now;
			}
			if (now - this.lastUsedNanos < IDLE_NANOS) {
				return false;
			}
			this.opening.letGo();
			Room open = this.reader.close();
			if (open != null) {
				// Those that are in it on other nodes do not keep it here.
				open.count(0);
				this.context.hub().close(open);
			}
		}
		this.context.link().unsubscribe(channel());
		return true;
	}

	private boolean isUsed() {
		Room open = openRoom();
		return (open != null && open.hasListeners()) || this.occupancy.isOccupiedHere() || !this.publisher.isIdle()
				|| this.publisher.isLingering() || this.opening.hasWaiting() || this.opening.isUnderWay()
				|| !this.reader.isIdle();
	}

}
