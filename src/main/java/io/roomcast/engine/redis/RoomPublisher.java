package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.Unavailable;
import io.roomcast.engine.redis.Follower.Verdict;
import io.roomcast.engine.redis.QueuedJoin.Request;
import io.roomcast.fanout.Room;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a room's clients on this node want to have published, until it is
 * answered or given up. Guarded by its room; what is called without the room's lock says
 * so.
 */
final class RoomPublisher {

	// One call is under way at a time. If it gets no answer, it is not known whether it
	// was carried out: it is sent again until it gets one. What waits meanwhile is given
	// up after the publish timeout.

	private final RedisRoom owner;

	private final RoomContext context;

	private final Occupancy occupancy;

	private final RoomReader reader;

	private final Sequencer sequencer = new Sequencer();

	private List<Runnable> deferred = new ArrayList<>(1);

	private boolean lingering;

	RoomPublisher(RedisRoom owner, RoomContext context, Occupancy occupancy, RoomReader reader) {
		this.owner = owner;
		this.context = context;
		this.occupancy = occupancy;
		this.reader = reader;
	}

	boolean isIdle() {
		return this.sequencer.isIdle();
	}

	/**
	 * Returns whether the next call waits for more.
	 */
	boolean isLingering() {
		return this.lingering;
	}

	/**
	 * Adds an entry, or refuses it if Redis does not answer.
	 */
	void add(Queued entry) {
		Call current = this.sequencer.current();
		if (entry.expires() && current != null && isStuck(current, System.nanoTime())) {
			refuse(entry);
			return;
		}
		this.sequencer.add(entry);
	}

	/**
	 * Frees the nick that a client came with which does not get it.
	 */
	void releaseReservation(QueuedJoin join) {
		Request request = join.request();
		if (request != null && request.entrance().reservation() != null) {
			this.sequencer.add(QueuedReservation.releasing(join.occupant().nick(), join.token()));
		}
	}

	/**
	 * Keeps an action if more waits to be published than should, and runs it later.
	 * @return false if the caller must run the action
	 */
	boolean defer(Runnable action) {
		boolean full = this.sequencer.isFull();
		if (full) {
			this.deferred.add(action);
		}
		return full;
	}

	private boolean isStuck(Call call, long now) {
		return call.ageNanos(now) > this.context.settings().publishTimeout().toNanos();
	}

	private void refuse(Queued entry) {
		if (entry instanceof QueuedJoin join) {
			this.occupancy.local().giveUp(join);
			releaseReservation(join);
		}
		tellUnavailable(entry);
	}

	private void tellUnavailable(Queued entry) {
		if (entry.settle()) {
			Unavailable why = RoomContext.unavailable(this.owner.name());
			this.owner.later(() -> entry.unavailable(why));
		}
	}

	/**
	 * Begins the next call, if none is under way.
	 * @return what the caller must give to {@link #send} without the lock
	 */
	@Nullable Call begin() {
		Follower open = this.reader.follower();
		Call next = mustLinger() ? null : this.sequencer.begin(this::request, (open != null) ? open.top().epoch() : 0);
		if (this.sequencer.isEased() && !this.deferred.isEmpty()) {
			this.deferred.forEach(this.owner::later);
			this.deferred = new ArrayList<>(1);
		}
		return next;
	}

	private boolean mustLinger() {
		return this.lingering && !this.sequencer.isLarge();
	}

	private PublishCall request() {
		return new PublishCall(this.owner.keys(), this.context.publish(), this.context.node(), this.context.nextCall());
	}

	/**
	 * Sends a call, if there is one. Called without the lock.
	 */
	void send(@Nullable Call call, long now) {
		if (call != null) {
			ScriptCall<PublishAnswer> request;
			synchronized (this.owner) {
				request = call.send(!isStuck(call, now));
				Follower open = this.reader.follower();
				if (open != null) {
					open.calls().add(call);
				}
			}
			long sent = System.nanoTime();
			this.context.run(request,
					(answer, failure) -> this.owner.change(() -> answered(call, answer, failure, sent)));
		}
	}

	private void answered(Call call, @Nullable PublishAnswer answer, @Nullable Throwable failure, long sent) {
		if (answer == null) {
			// Not known whether it was carried out: it is sent again.
			this.context.lost(failure, "publishing in room " + this.owner.name());
			call.lose();
			uncork();
			return;
		}
		this.context.traffic().addBatch(call.entries().size(), System.nanoTime() - sent);
		this.sequencer.end();
		settle(call, answer);
		uncork();
		lingerIfBusy();
	}

	private void settle(Call call, PublishAnswer answer) {
		Follower open = this.reader.follower();
		if (answer instanceof PublishAnswer.Done done) {
			new Settlement(this.owner, this.occupancy, this.context).settle(call.entries(), done);
			if (done.isPublished()) {
				Verdict verdict = this.reader.take(call.batch(done.header()), true);
				if (verdict == Verdict.KNOWN && open != null) {
					open.calls().overtake(call);
				}
				return;
			}
		}
		else {
			putBack(call.entries());
		}
		if (open != null) {
			open.calls().forget(call);
		}
	}

	/**
	 * Has the entries of a call that was not carried out go with the next one, unless it
	 * is too late.
	 */
	private void putBack(List<Queued> entries) {
		List<Queued> wanted = new ArrayList<>();
		entries.forEach((entry) -> {
			if (entry.expires()) {
				refuse(entry);
			}
			else {
				wanted.add(entry);
			}
		});
		this.sequencer.addFirst(wanted);
	}

	/**
	 * Has the next call of a busy room wait for more, and what other nodes publish wait
	 * for the answer to it, so that all of it is delivered together.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // what fails in it is told elsewhere
	private void lingerIfBusy() {
		Room room = this.owner.openRoom();
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
		synchronized (this.owner) {
			this.lingering = false;
			next = this.owner.begin();
			if (this.sequencer.current() == null) {
				uncork();
			}
		}
		this.owner.goOn(next);
	}

	/**
	 * Delivers what has arrived meanwhile.
	 */
	private void uncork() {
		Room room = this.owner.openRoom();
		if (room != null) {
			room.uncork();
		}
	}

	/**
	 * Gives up what has waited for too long for the call that is under way.
	 */
	void giveUpLate(long now) {
		Call current = this.sequencer.current();
		if (current == null) {
			return;
		}
		uncork();
		if (isStuck(current, now)) {
			long timeout = this.context.settings().publishTimeout().toNanos();
			this.sequencer.expire(now, timeout).forEach(this::refuse);
			giveUpJoins(current, now, 2 * timeout);
		}
	}

	/**
	 * Tells clients that they have not joined whose call gets no answer, or got no nick.
	 * If it was carried out all the same, that is undone when it is known.
	 */
	private void giveUpJoins(Call call, long now, long timeout) {
		for (Queued entry : call.entries()) {
			boolean isJoin = entry instanceof QueuedJoin || entry instanceof QueuedReservation;
			if (isJoin && entry.expires() && entry.ageNanos(now) > timeout) {
				tellUnavailable(entry);
			}
		}
	}

	/**
	 * Returns the call that must be sent again as it got no answer; null if there is
	 * none.
	 */
	@Nullable Call lost() {
		Call current = this.sequencer.current();
		return (current != null && current.isLost()) ? current : null;
	}

}
