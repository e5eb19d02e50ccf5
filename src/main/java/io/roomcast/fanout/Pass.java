package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import io.roomcast.fanout.Traffic.Slow;

/**
 * One round of deliveries in one room, and the buffers that it needs. Run by one thread
 * at a time; may be used for one room after the other, not for two at once.
 */
final class Pass {

	// The entries that no pass has seen are put into one batch for each format, and every
	// subscriber that has read up to them gets that batch's bytes. An individual delivery
	// is made only for a subscriber that sent one of them (senders see another
	// rendering), that has frames of its own due, or that lags. Subscribers are added and
	// removed between passes only, so a pass may pause halfway.

	static final int MAX_ENTRIES = 1024;

	/** After so long a pass lets those of other rooms run before it goes on. */
	private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

	private static final int CHECKED_EVERY = 64;

	/** A reader that sent nothing. */
	private static final long ANYBODY = -1;

	private static final AtomicLongFieldUpdater<Pass> RUNNING_SINCE = AtomicLongFieldUpdater.newUpdater(Pass.class,
			"runningSince");

	private final Traffic traffic;

	private final Failures failures;

	private final LogSlice fresh = new LogSlice(MAX_ENTRIES);

	private final Batch[] shared;

	private final BatchWriter writer;

	private final IndividualDelivery individual;

	private List<Subscriber> attended = new ArrayList<>();

	private boolean begun;

	private int next;

	private long until;

	private long lag;

	// Nanoseconds of System.nanoTime(), 0 while it does not run. Read by any thread.
	private volatile long runningSince;

	Pass(Limits limits, Budgets budgets, Traffic traffic, Failures failures) {
		this.traffic = traffic;
		this.failures = failures;
		this.shared = Format.VALUES.stream().map((format) -> new Batch(limits.writeBytes())).toArray(Batch[]::new);
		this.writer = new BatchWriter(traffic, failures, budgets.clients());
		this.individual = new IndividualDelivery(limits, traffic, failures, this.writer);
	}

	/**
	 * Delivers what is new in a room to its subscribers, or goes on with that after a
	 * pause. Whatever fails here, the room goes on.
	 * @param mayPause whether it may pause when it has run for long
	 * @return false if it has paused, and must be run again for the same room
	 */
	boolean run(Room room, boolean mayPause) {
		RUNNING_SINCE.lazySet(this, PumpProgress.nonZero(System.nanoTime()));
		try {
			return runOn(room, mayPause);
		}
		finally {
			RUNNING_SINCE.lazySet(this, 0);
		}
	}

	/**
	 * Returns since when it has run without a pause; 0 if it does not run now.
	 */
	long runningSince() {
		return this.runningSince;
	}

	private boolean runOn(Room room, boolean mayPause) {
		try {
			if (!this.begun) {
				begin(room);
			}
			if (!walk(room, mayPause)) {
				return false;
			}
			account(room);
		}
		catch (Throwable ex) {
			this.failures.add("a pass in room " + room.name(), ex);
			this.until = this.fresh.from();
			this.attended.forEach(room::attend);
		}
		this.begun = false;
		this.fresh.clear();
		room.end(this.until, this.lag);
		return true;
	}

	private void begin(Room room) {
		this.begun = true;
		this.attended = room.begin(this.fresh, emptied(this.attended));
		this.until = this.fresh.from();
		this.next = 0;
		this.lag = 0;
		update(room);
		this.until += load(room.subscribers());
	}

	private static List<Subscriber> emptied(List<Subscriber> used) {
		if (used.size() > MAX_ENTRIES) {
			return new ArrayList<>();
		}
		used.clear();
		return used;
	}

	private void update(Room room) {
		for (Subscriber subscriber : this.attended) {
			this.writer.endWriteIfDone(subscriber);
			room.subscribers().update(subscriber);
		}
	}

	/**
	 * Fills the batch of each format that any subscriber reads, with the same entries
	 * each.
	 * @return how many entries
	 */
	private int load(SubscriberList subscribers) {
		int entries = this.fresh.size();
		for (Batch batch : this.shared) {
			batch.clear();
		}
		for (Format format : Format.VALUES) {
			if (subscribers.has(format)) {
				entries = load(format, entries);
			}
		}
		for (Format format : Format.VALUES) {
			if (subscribers.has(format) && batch(format).entries() > entries) {
				load(format, entries);
			}
		}
		return entries;
	}

	private int load(Format format, int most) {
		Batch batch = batch(format);
		batch.clear();
		int entries = 0;
		while (entries < most && batch.add(this.fresh.get(entries).rendering(format, ANYBODY, this.failures))) {
			entries++;
		}
		return entries;
	}

	private Batch batch(Format format) {
		return this.shared[format.index];
	}

	/**
	 * Serves those that something happened to, then, if there are new entries, everybody.
	 * @return false if it has paused halfway
	 */
	private boolean walk(Room room, boolean mayPause) {
		int attended = this.attended.size();
		int all = attended + (isQuiet() ? 0 : room.subscribers().size());
		int check = mayPause ? this.next + CHECKED_EVERY : all;
		long start = System.nanoTime();
		for (int index = this.next; index < all; index++) {
			if (index == check) {
				if (System.nanoTime() - start > MAX_NANOS) {
					this.next = index;
					return false;
				}
				check += CHECKED_EVERY;
			}
			if (index < attended) {
				serveAttended(room, this.attended.get(index));
			}
			else {
				serveInTurn(room, room.subscribers().get(index - attended));
			}
		}
		return true;
	}

	private boolean isQuiet() {
		return this.until == this.fresh.from();
	}

	private void serveAttended(Room room, Subscriber subscriber) {
		// With new entries the others are served in turn.
		if (subscriber.isLeaving() || isQuiet()) {
			serve(room, subscriber);
		}
	}

	private void serveInTurn(Room room, Subscriber subscriber) {
		serve(room, subscriber);
		long lag = subscriber.lag(this.until);
		if (lag > this.lag) {
			this.lag = lag;
		}
	}

	private void account(Room room) {
		this.writer.flushCount();
		if (isQuiet()) {
			this.lag = (room.subscribers().lagging() > 0) ? room.largestLag() : 0;
		}
		else {
			this.traffic.addDelay(System.nanoTime() - this.fresh.get(0).addedNanos);
		}
	}

	/**
	 * Serves one subscriber. Whatever fails here, the next one is served.
	 */
	private void serve(Room room, Subscriber subscriber) {
		if (subscriber.isReady()) {
			serveReady(room, subscriber);
		}
		this.writer.giveUpTurn(subscriber);
	}

	private void serveReady(Room room, Subscriber subscriber) {
		try {
			if (subscriber.isLeaving()) {
				serveLeaver(room, subscriber);
			}
			else {
				serveListed(room, subscriber);
			}
		}
		catch (Throwable ex) {
			this.failures.add("serving " + subscriber, ex);
			this.writer.lose(subscriber);
			this.failures.contain("closing " + subscriber, () -> subscriber.outlet().close(Disconnect.DELIVERY_FAILED));
		}
		note(room.subscribers(), subscriber, subscriber.isLeaving() ? subscriber.end() : this.until);
	}

	private void note(SubscriberList subscribers, Subscriber subscriber, long goal) {
		boolean lagging = !subscriber.isGone()
				&& (subscriber.pendingWrite().isUnderWay() || subscriber.isUnserved(goal));
		subscribers.note(subscriber, lagging);
		if (!lagging && subscriber.pendingWrite().caughtUp() && !subscriber.isLeaving() && !subscriber.isGone()) {
			this.traffic.addSlow(Slow.CAUGHT_UP);
		}
	}

	private void serveListed(Room room, Subscriber subscriber) {
		if (!subscriber.canShare(this.fresh.from())) {
			serveIndividually(room, subscriber, this.until);
		}
		else if (!isQuiet()) {
			this.writer.write(subscriber, batch(subscriber.format()), this.fresh, 0);
		}
	}

	/**
	 * Writes to one subscriber alone.
	 * @return whether it has got everything
	 */
	private boolean serveIndividually(Room room, Subscriber subscriber, long goal) {
		this.individual.run(room, subscriber, this.fresh, batch(subscriber.format()), goal);
		if (!subscriber.isReady()) {
			return false;
		}
		if (subscriber.isUnserved(goal)) {
			room.attend(subscriber);
			return false;
		}
		return true;
	}

	/**
	 * Writes to a subscriber that has left what was said before it did.
	 */
	private void serveLeaver(Room room, Subscriber subscriber) {
		if (!subscriber.awaitsServing() || !serveIndividually(room, subscriber, subscriber.end())) {
			return;
		}
		LeaveListener listener = subscriber.takeLeaveListener();
		this.writer.close(subscriber);
		if (listener != null) {
			this.failures.contain("ending " + subscriber, listener::onServed);
		}
	}

}
