package io.roomcast.engine.redis;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.redis.Follower.Verdict;
import io.roomcast.fanout.Room;
import org.jspecify.annotations.Nullable;

/**
 * Gives a room's follower what is published, and reads from Redis what it has not got.
 * Guarded by its room; what is called without the room's lock says so.
 */
final class RoomReader {

	// One read is under way at a time. Batches that arrive meanwhile wait until it is
	// done: what was read may have them already.
	//
	// What does not continue the log has it read on, or, after a fork, read as a whole.
	// While the room's pump is behind, nothing is taken: it is read when the pump has
	// caught up.

	/** For so long a batch may be late of which Redis has told already. */
	private static final long LATE_MILLIS = 250;

	/** More batches than this do not wait while the room is read: they are read, too. */
	private static final int MAX_EARLY = 256;

	private final RedisRoom owner;

	private final RoomContext context;

	private final RoomCalls calls;

	private final Occupancy occupancy;

	private final RoomOpening opening;

	private final ArrayDeque<Batch> early = new ArrayDeque<>(1);

	private @Nullable Follower follower;

	private State state = State.IDLE;

	private boolean readAgain;

	private boolean rebase;

	// Whether the presence list may not be that of the last batch that this node has.
	private boolean doubtful;

	private boolean behind;

	RoomReader(RedisRoom owner, RoomContext context, Occupancy occupancy, RoomOpening opening) {
		this.owner = owner;
		this.context = context;
		this.calls = new RoomCalls(owner.keys());
		this.occupancy = occupancy;
		this.opening = opening;
	}

	/**
	 * Returns what follows the room; null while it is not open.
	 */
	@Nullable Follower follower() {
		return this.follower;
	}

	boolean isIdle() {
		return this.state == State.IDLE;
	}

	/**
	 * Returns whether the last read failed, so that the room must be read again.
	 */
	boolean hasFailed() {
		return this.state == State.FAILED;
	}

	/**
	 * Follows the room no more.
	 * @return the room's log and subscribers; null if it was not open
	 */
	@Nullable Room close() {
		Follower open = this.follower;
		this.follower = null;
		return (open != null) ? open.room() : null;
	}

	/**
	 * Takes a batch, unless all is read that Redis has.
	 * @param answered whether it came with the answer to a call of this node
	 */
	@Nullable Verdict take(Batch batch, boolean answered) {
		Follower open = this.follower;
		if (this.opening.isUnderWay() || this.state != State.IDLE) {
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
			this.owner.later(() -> open.room().whenCaughtUp(this::caughtUp));
			return null;
		}
		Verdict verdict = open.accept(batch);
		if (verdict == Verdict.HOLE && answered) {
			// Those before it may be on their way still.
			readIfLate(batch.header().epoch(), batch.header().batch());
		}
		else if (verdict == Verdict.HOLE || verdict == Verdict.FORK) {
			this.rebase |= verdict == Verdict.FORK;
			this.owner.later(this::read);
		}
		return verdict;
	}

	private void caughtUp() {
		synchronized (this.owner) {
			this.behind = false;
		}
		this.context.timer().execute(this::read);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // what it finds is told elsewhere
	private void readIfLate(long epoch, long batch) {
		this.context.timer().schedule(() -> {
			Follower open;
			RoomTop top;
			synchronized (this.owner) {
				open = this.follower;
				top = (open != null) ? open.top() : null;
			}
			if (top != null && (top.epoch() != epoch || top.batch() < batch)) {
				read();
			}
		}, LATE_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * Begins to open the room, which is subscribed to. Called without the lock.
	 * @param failure why it is not; null if it is
	 */
	void subscribed(@Nullable Object done, @Nullable Throwable failure) {
		if (failure != null) {
			openingFailed(failure);
		}
		else {
			read();
		}
	}

	private void openingFailed(@Nullable Throwable cause) {
		this.context.lost(cause, "opening room " + this.owner.name());
		synchronized (this.owner) {
			if (!this.opening.isUnderWay()) {
				return;
			}
			this.state = State.IDLE;
			this.early.clear();
			this.opening.fail();
		}
		this.owner.finish(null);
	}

	/**
	 * Compares the presence list with who is there in Redis, though both may have the
	 * same version.
	 */
	void comparePresence() {
		this.doubtful = true;
		if (!this.behind) {
			this.owner.later(this::read);
		}
	}

	/**
	 * Reads what this node has not got, or all if it is not known what that is. Called
	 * without the lock.
	 */
	void read() {
		ScriptCall<RoomRead> request;
		synchronized (this.owner) {
			request = begin();
		}
		if (request != null) {
			this.context.run(request, this::haveRead);
		}
	}

	private @Nullable ScriptCall<RoomRead> begin() {
		if (this.state == State.UNDER_WAY) {
			this.readAgain = true;
			return null;
		}
		Follower open = this.follower;
		if (open == null && !this.opening.isUnderWay()) {
			return null;
		}
		this.state = State.UNDER_WAY;
		this.readAgain = false;
		boolean all = open == null || this.rebase;
		// After a fork the same version of presence may be another one.
		RoomTop known = (open != null && !all && !this.doubtful) ? open.top() : null;
		this.doubtful = false;
		long from = (open != null && !all) ? Math.max(1, open.last().offset()) : 1;
		return this.calls.read(from, this.context.settings().readEntries(), known);
	}

	private void haveRead(@Nullable RoomRead read, @Nullable Throwable failure) {
		if (read == null) {
			failed(failure);
			return;
		}
		this.owner.change(() -> {
			this.state = State.IDLE;
			use(read);
		});
	}

	private void failed(@Nullable Throwable failure) {
		boolean opening;
		Call next;
		synchronized (this.owner) {
			opening = this.opening.isUnderWay();
			this.state = State.FAILED;
			this.doubtful = true;
			next = this.owner.begin();
		}
		this.context.lost(failure, "reading room " + this.owner.name());
		if (opening) {
			openingFailed(failure);
		}
		this.owner.finish(next);
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
			this.owner.later(this::read);
			return;
		}
		List<Batch> waited = List.copyOf(this.early);
		this.early.clear();
		waited.forEach((batch) -> take(batch, false));
		if (this.readAgain) {
			this.owner.later(this::read);
		}
	}

	private void open(RoomRead read) {
		if (this.opening.isUnderWay()) {
			Follower open = Follower.open(this.owner.name(), this.context, this.occupancy, read);
			this.follower = open;
			this.opening.succeed(open.room());
		}
	}

	/**
	 * Keeps the room from expiring, and reads it if this node has not all of it. Called
	 * without the lock.
	 */
	void check() {
		RoomTop before;
		synchronized (this.owner) {
			Follower open = this.follower;
			if (open == null || this.state != State.IDLE || this.behind) {
				return;
			}
			before = open.top();
		}
		this.context.run(this.calls.touch(this.context.settings().publish().keep()), (now, failure) -> {
			if (now == null) {
				this.context.lost(failure, "checking room " + this.owner.name());
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
			synchronized (this.owner) {
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

	private enum State {

		IDLE, UNDER_WAY, FAILED

	}

}
