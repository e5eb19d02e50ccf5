package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.roomcast.engine.LocalOccupant;
import io.roomcast.engine.Unavailable;
import io.roomcast.engine.redis.Follower.Verdict;
import io.roomcast.engine.redis.QueuedJoin.Request;
import io.roomcast.fanout.Room;
import org.jspecify.annotations.Nullable;

/**
 * A room on this node: what its clients want to have published goes to Redis, and what is
 * published comes back into the log. Any thread may call; nothing blocks.
 */
final class RedisRoom {

	// Everything is decided under the room's lock, on the threads of the connections to
	// Redis, of clients, or of the timer. What others are to be told of it is told later,
	// in order, without the lock (Callbacks).
	//
	// A room is closed until somebody wants it; then it is opened: its channel is
	// subscribed to, and when that is confirmed, its log and presence list are read.
	// Batches that arrive while something is read wait until it is. Publishing needs no
	// open room.

	/** After so long a room that nobody here uses is let go. */
	private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

	/** For so long a batch may be late of which Redis has told already. */
	private static final long LATE_MILLIS = 250;

	/** More batches than this do not wait while the room is read: they are read, too. */
	private static final int MAX_EARLY = 256;

	private final String name;

	private final RoomContext context;

	private final RoomKeys keys;

	private final Callbacks callbacks;

	// Guarded by this.
	private final Sequencer sequencer = new Sequencer();

	private final Occupancy occupancy;

	private final List<Opening> openings = new ArrayList<>(1);

	private final ArrayDeque<Batch> early = new ArrayDeque<>(1);

	private List<Runnable> publishers = new ArrayList<>(1);

	private Phase phase = Phase.CLOSED;

	private @Nullable Follower follower;

	private Reading reading = Reading.NOTHING;

	private boolean readAgain;

	private boolean rebase;

	// Whether the presence list may not be that of the last batch that this node has.
	private boolean doubtful;

	private boolean behind;

	private boolean lingering;

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
	}

	String name() {
		return this.name;
	}

	String channel() {
		return this.keys.batches();
	}

	PresenceList presence() {
		return this.occupancy.presence();
	}

	/**
	 * Returns the room's log and subscribers; null while it is not open. Called under the
	 * lock.
	 */
	@Nullable Room openRoom() {
		return (this.follower != null) ? this.follower.room() : null;
	}

	synchronized @Nullable Room room() {
		return openRoom();
	}

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
		Call current = this.sequencer.current();
		if (entry.expires() && current != null && isStuck(current, System.nanoTime())) {
			refuse(entry);
			return;
		}
		this.sequencer.add(entry);
	}

	private boolean isStuck(Call call, long now) {
		return call.ageNanos(now) > this.context.settings().publishTimeout().toNanos();
	}

	private void refuse(Queued entry) {
		if (entry instanceof QueuedJoin join) {
			this.occupancy.giveUp(join);
			releaseReservation(join);
		}
		if (entry.settle()) {
			Unavailable why = RoomContext.unavailable(this.name);
			later(() -> entry.unavailable(why));
		}
	}

	/**
	 * Frees the nick that a client came with which does not get it. Called under the
	 * lock.
	 */
	void releaseReservation(QueuedJoin join) {
		Request request = join.request();
		if (request != null && request.entrance().reservation() != null) {
			this.sequencer.add(QueuedReservation.releasing(join.occupant().nick(), join.token()));
		}
	}

	/**
	 * Begins the next call, if none is under way. Called under the lock.
	 * @return what the caller must give to {@link #send} without the lock
	 */
	private @Nullable Call begin() {
		Follower open = this.follower;
		Call next = mustLinger() ? null : this.sequencer.begin(
				() -> new PublishCall(this.keys, this.context.publish(), this.context.node(), this.context.nextCall()),
				(open != null) ? open.top().epoch() : 0);
		if (this.sequencer.isEased() && !this.publishers.isEmpty()) {
			this.publishers.forEach(this::later);
			this.publishers = new ArrayList<>(1);
		}
		this.busy = !this.sequencer.isIdle() || !this.openings.isEmpty() || this.reading == Reading.FAILED;
		if (!this.busy && this.idle != null) {
			this.idle.complete(null);
			this.idle = null;
		}
		return next;
	}

	private boolean mustLinger() {
		return this.lingering && !this.sequencer.isLarge();
	}

	/**
	 * Has the next call of a busy room wait for more, and what other nodes publish wait
	 * for the answer to it, so that all of it is delivered together.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // what fails in it is told elsewhere
	private void lingerIfBusy() {
		Room room = openRoom();
		Duration linger = this.context.settings().linger();
		if (room == null || !this.sequencer.isBusy() || linger.isZero()) {
			return;
		}
		room.cork();
		if (!this.lingering) {
			this.lingering = true;
			this.context.timer().schedule(this::lingered, linger.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	private void lingered() {
		Call next;
		synchronized (this) {
			this.lingering = false;
			next = begin();
			if (this.sequencer.current() == null) {
				uncork();
			}
		}
		goOn(next);
	}

	/**
	 * Delivers what has arrived meanwhile.
	 */
	private void uncork() {
		Room room = openRoom();
		if (room != null) {
			room.uncork();
		}
	}

	private void send(@Nullable Call call) {
		send(call, System.nanoTime());
	}

	private void send(@Nullable Call call, long now) {
		if (call != null) {
			ScriptCall<PublishAnswer> request;
			synchronized (this) {
				request = call.send(!isStuck(call, now));
				if (this.follower != null) {
					this.follower.expect(call);
				}
			}
			long sent = System.nanoTime();
			this.context.run(request, (answer, failure) -> answered(call, answer, failure, sent));
		}
	}

	/**
	 * Goes on without the lock, on a thread that may hold locks of its clients.
	 */
	private void goOn(@Nullable Call next) {
		send(next);
		if (!this.callbacks.isEmpty()) {
			this.context.timer().execute(this.callbacks::run);
		}
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
		boolean closed;
		synchronized (this) {
			if (this.phase == Phase.GONE) {
				return false;
			}
			this.lastUsedNanos = System.nanoTime();
			closed = this.phase == Phase.CLOSED;
			Follower open = this.follower;
			if (open != null) {
				then.accept(open.room());
			}
			else {
				this.openings.add(new Opening(then, otherwise, System.nanoTime()));
				this.phase = Phase.OPENING;
			}
			next = begin();
		}
		if (closed) {
			this.context.subscribe(channel(), this::subscribed);
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
			if (this.phase == Phase.GONE) {
				return false;
			}
			add(entry);
			next = begin();
		}
		goOn(next);
		return true;
	}

	/**
	 * Has a client join. Called under the lock of the open room.
	 */
	void join(QueuedJoin join) {
		this.occupancy.join(join);
	}

	/**
	 * Has a client join whose nick has changed meanwhile.
	 */
	void joinAgain(QueuedJoin join) {
		Call next;
		synchronized (this) {
			this.occupancy.join(join.again(this.context.nextToken()));
			next = begin();
		}
		send(next);
	}

	/**
	 * Changes who is here. Called without the lock.
	 */
	void change(Runnable change) {
		Call next;
		synchronized (this) {
			change.run();
			next = begin();
		}
		send(next);
		this.callbacks.run();
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
		boolean full = this.sequencer.isFull();
		if (full) {
			this.publishers.add(action);
		}
		return full;
	}

	// What Redis answers.

	private void answered(Call call, @Nullable PublishAnswer answer, @Nullable Throwable failure, long sent) {
		Call next = null;
		synchronized (this) {
			if (answer == null) {
				// Not known whether it was carried out: it is sent again.
				this.context.lost(failure, "publishing in room " + this.name);
				call.lose();
				uncork();
			}
			else {
				this.context.traffic().addBatch(call.entries().size(), System.nanoTime() - sent);
				this.sequencer.end();
				settle(call, answer);
				uncork();
				lingerIfBusy();
				next = begin();
			}
		}
		send(next);
		this.callbacks.run();
	}

	private void settle(Call call, PublishAnswer answer) {
		if (answer instanceof PublishAnswer.Done done) {
			new Settlement(this, this.occupancy, this.context).settle(call.entries(), done);
			if (done.isPublished()) {
				Verdict verdict = take(call.batch(done.header()), true);
				if (verdict == Verdict.KNOWN && this.follower != null) {
					this.follower.overtake(call);
				}
				return;
			}
		}
		else {
			List<Queued> wanted = new ArrayList<>();
			call.entries().forEach((entry) -> {
				if (entry.expires()) {
					refuse(entry);
				}
				else {
					wanted.add(entry);
				}
			});
			this.sequencer.addFirst(wanted);
		}
		if (this.follower != null) {
			this.follower.forget(call);
		}
	}

	/**
	 * Takes a batch that was published.
	 */
	void published(Batch batch) {
		Call next;
		synchronized (this) {
			take(batch, false);
			next = begin();
		}
		send(next);
		this.callbacks.run();
	}

	/**
	 * Takes a batch, unless all is read that Redis has.
	 * @param answered whether it came with the answer to a call of this node
	 */
	private @Nullable Verdict take(Batch batch, boolean answered) {
		Follower open = this.follower;
		if (this.phase == Phase.OPENING || this.reading != Reading.NOTHING) {
			if (this.early.size() < MAX_EARLY) {
				this.early.add(batch);
			}
			return null;
		}
		if (open == null || this.behind) {
			return null;
		}
		if (open.room().isBehind()) {
			// Redis keeps it until the pump has caught up.
			this.behind = true;
			later(() -> open.room().whenCaughtUp(this::caughtUp));
			return null;
		}
		Verdict verdict = open.accept(batch);
		if (verdict == Verdict.HOLE && answered) {
			// Those before it may be on their way still.
			readIfLate(batch.header().epoch(), batch.header().batch());
		}
		else if (verdict == Verdict.HOLE || verdict == Verdict.FORK) {
			this.rebase |= verdict == Verdict.FORK;
			later(this::read);
		}
		return verdict;
	}

	private void caughtUp() {
		synchronized (this) {
			this.behind = false;
		}
		this.context.timer().execute(this::read);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // what it finds is told elsewhere
	private void readIfLate(long epoch, long batch) {
		this.context.timer().schedule(() -> {
			Follower open;
			RoomTop top;
			synchronized (this) {
				open = this.follower;
				top = (open != null) ? open.top() : null;
			}
			if (top != null && (top.epoch() != epoch || top.batch() < batch)) {
				read();
			}
		}, LATE_MILLIS, TimeUnit.MILLISECONDS);
	}

	// Reading what Redis has.

	private void subscribed(@Nullable Object done, @Nullable Throwable failure) {
		if (failure != null) {
			openingFailed(failure);
		}
		else {
			read();
		}
	}

	/**
	 * Compares the presence list with who is there in Redis, though both may have the
	 * same version. Called under the lock.
	 */
	void comparePresence() {
		this.doubtful = true;
		if (!this.behind) {
			later(this::read);
		}
	}

	/**
	 * Reads what this node has not got, or all if it is not known what that is.
	 */
	void read() {
		ScriptCall<RoomRead> request;
		synchronized (this) {
			if (this.reading == Reading.UNDER_WAY) {
				this.readAgain = true;
				return;
			}
			Follower open = this.follower;
			if (open == null && this.phase != Phase.OPENING) {
				return;
			}
			this.reading = Reading.UNDER_WAY;
			this.readAgain = false;
			boolean all = open == null || this.rebase;
			// After a fork the same version of presence may be another one.
			RoomTop known = (open != null && !all && !this.doubtful) ? open.top() : null;
			this.doubtful = false;
			long from = (open != null && !all) ? Math.max(1, open.last().offset()) : 1;
			request = new RoomCalls(this.keys).read(from, this.context.settings().readEntries(), known);
		}
		this.context.run(request, this::haveRead);
	}

	private void haveRead(@Nullable RoomRead read, @Nullable Throwable failure) {
		boolean opening;
		Call next;
		synchronized (this) {
			opening = this.phase == Phase.OPENING;
			this.reading = (read != null) ? Reading.NOTHING : Reading.FAILED;
			this.doubtful |= read == null;
			if (read != null) {
				use(read);
			}
			next = begin();
		}
		if (read == null) {
			this.context.lost(failure, "reading room " + this.name);
			if (opening) {
				openingFailed(failure);
			}
		}
		send(next);
		this.callbacks.run();
	}

	private void use(RoomRead read) {
		Follower open = this.follower;
		if (open == null) {
			open(read);
		}
		else if (this.rebase) {
			this.rebase = false;
			open.rebase(read);
		}
		else if (!open.fill(read)) {
			this.rebase = true;
			later(this::read);
			return;
		}
		List<Batch> waited = List.copyOf(this.early);
		this.early.clear();
		waited.forEach((batch) -> take(batch, false));
		if (this.readAgain) {
			later(this::read);
		}
	}

	private void open(RoomRead read) {
		if (this.phase != Phase.OPENING) {
			return;
		}
		Follower open = Follower.open(this.name, this.context, this.occupancy, read);
		this.follower = open;
		this.phase = Phase.OPEN;
		List<Opening> waiting = List.copyOf(this.openings);
		this.openings.clear();
		waiting.forEach((opening) -> opening.then().accept(open.room()));
	}

	private void openingFailed(@Nullable Throwable cause) {
		this.context.lost(cause, "opening room " + this.name);
		List<Opening> failed;
		synchronized (this) {
			if (this.phase != Phase.OPENING) {
				return;
			}
			this.phase = Phase.CLOSED;
			this.reading = Reading.NOTHING;
			this.early.clear();
			failed = List.copyOf(this.openings);
			this.openings.clear();
			refuse(failed);
			// Under the lock: whoever wants the room next subscribes after this.
			this.context.link().unsubscribe(channel());
		}
		this.callbacks.run();
	}

	private void refuse(List<Opening> refused) {
		Unavailable why = RoomContext.unavailable(this.name);
		refused.forEach((opening) -> later(() -> opening.otherwise().accept(why)));
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
		Call lost = null;
		boolean readFailed;
		Call next;
		synchronized (this) {
			giveUpOpenings(now);
			Call current = this.sequencer.current();
			if (current != null) {
				uncork();
			}
			if (current != null && isStuck(current, now)) {
				long timeout = this.context.settings().publishTimeout().toNanos();
				this.sequencer.expire(now, timeout).forEach(this::refuse);
				giveUpJoins(current, now, 2 * timeout);
			}
			if (current != null && current.isLost() && connected) {
				lost = current;
			}
			readFailed = this.reading == Reading.FAILED && connected;
			next = begin();
		}
		send(lost, now);
		send(next, now);
		if (readFailed) {
			read();
		}
		this.callbacks.run();
	}

	private void giveUpOpenings(long now) {
		long timeout = this.context.settings().publishTimeout().toNanos();
		List<Opening> late = this.openings.stream().filter((opening) -> now - opening.sinceNanos() > timeout).toList();
		this.openings.removeAll(late);
		refuse(late);
	}

	/**
	 * Tells clients that they have not joined whose call gets no answer, or got no nick.
	 * If it was carried out all the same, that is undone when it is known.
	 */
	private void giveUpJoins(Call call, long now, long timeout) {
		for (Queued entry : call.entries()) {
			boolean isJoin = entry instanceof QueuedJoin || entry instanceof QueuedReservation;
			if (isJoin && entry.expires() && entry.ageNanos(now) > timeout && entry.settle()) {
				Unavailable why = RoomContext.unavailable(this.name);
				later(() -> entry.unavailable(why));
			}
		}
	}

	/**
	 * Keeps the room from expiring, and reads it if this node has not all of it.
	 */
	void check() {
		RoomTop before;
		synchronized (this) {
			Follower open = this.follower;
			if (open == null || this.reading != Reading.NOTHING || this.behind) {
				return;
			}
			before = open.top();
		}
		this.context.run(new RoomCalls(this.keys).touch(this.context.settings().publish().keep()), (now, failure) -> {
			if (now == null) {
				this.context.lost(failure, "checking room " + this.name);
			}
			else {
				compare(before, now);
			}
		});
	}

	private void compare(RoomTop before, RoomTop now) {
		boolean back = now.epoch() != before.epoch() || now.batch() < before.batch()
				|| (now.batch() == before.batch() && now.batchNonce() != before.batchNonce());
		if (back && now.epoch() == before.epoch()) {
			synchronized (this) {
				this.rebase = true;
			}
		}
		if (back) {
			read();
		}
		else if (now.batch() > before.batch()) {
			readIfLate(now.epoch(), now.batch());
		}
	}

	/**
	 * Removes the clients of dead nodes.
	 * @param isDead tells of a node by its id
	 */
	void sweep(long now, Predicate<String> isDead) {
		Call next;
		synchronized (this) {
			Follower open = this.follower;
			if (open == null) {
				return;
			}
			this.occupancy.comparison().sweep(open.room(), now, isDead);
			next = begin();
		}
		send(next);
		this.callbacks.run();
	}

	/**
	 * Lets the room go if nobody here has used it for a while.
	 * @return whether it is gone
	 */
	boolean letGo(long now) {
		synchronized (this) {
			boolean used = this.occupancy.isOccupiedHere() || !this.sequencer.isIdle() || this.lingering
					|| !this.openings.isEmpty() || this.reading != Reading.NOTHING || this.phase == Phase.OPENING;
			if (used) {
				this.lastUsedNanos = now;
			}
			if (now - this.lastUsedNanos < IDLE_NANOS) {
				return false;
			}
			Follower open = this.follower;
			this.phase = Phase.GONE;
			this.follower = null;
			if (open != null) {
				// Those that are in it on other nodes do not keep it here.
				open.room().count(0);
				this.context.hub().close(open.room());
			}
		}
		this.context.link().unsubscribe(channel());
		return true;
	}

	private enum Phase {

		CLOSED, OPENING, OPEN, GONE

	}

	private enum Reading {

		NOTHING, UNDER_WAY, FAILED

	}

	/**
	 * What waits for the room to be open.
	 */
	private record Opening(Consumer<Room> then, Consumer<Unavailable> otherwise, long sinceNanos) {
	}

}
