package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.roomcast.fanout.Traffic.Slow;
import org.jspecify.annotations.Nullable;

/**
 * One round of deliveries in one room, and the buffers that it needs. The entries that no
 * pass has seen are put into one batch for each format, and every subscriber that has
 * read up to them gets that batch's bytes. An individual of its own is run only for a
 * subscriber that sent something in it (the sender sees another rendering), has a frame
 * of its own due, or lies behind. SubscriberList come and go between passes only, so a pass may
 * pause on its way. A pump thread runs it; it may be used for one room after the other,
 * not for two at once.
 */
final class Pass {

	static final int MAX_ENTRIES = 1024;

	/** A pass that has worked for so long lets the other rooms' go before it goes on. */
	private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

	private static final int CHECKED_EVERY = 64;

	/** A reader that sent nothing. */
	private static final long ANYBODY = -1;

	private static final int INTERNAL_ERROR = 1011;

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

	Pass(Limits limits, Budgets budgets, Traffic traffic, Failures failures) {
		this.traffic = traffic;
		this.failures = failures;
		this.shared = new Batch[] { new Batch(limits.writeBytes()), new Batch(limits.writeBytes()) };
		this.writer = new BatchWriter(traffic, failures, budgets.clients());
		this.individual = new IndividualDelivery(limits, traffic, failures, this.writer);
	}

	/**
	 * Brings a room's news to its subscribers, or goes on with that. Whatever fails here,
	 * the room goes on.
	 * @param mayPause whether it may stop when it has worked for long
	 * @return false if it has stopped, and must be run again for the same room
	 */
	boolean run(Room room, boolean mayPause) {
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
		settle(room);
		this.until += load(room.subscribers());
	}

	private static List<Subscriber> emptied(List<Subscriber> used) {
		if (used.size() > MAX_ENTRIES) {
			return new ArrayList<>();
		}
		used.clear();
		return used;
	}

	private void settle(Room room) {
		for (Subscriber subscriber : this.attended) {
			this.writer.settle(subscriber);
			room.subscribers().settle(subscriber);
		}
	}

	/**
	 * Fills the batches of the formats that somebody reads, with the same entries each.
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
	 * Serves those that something happened to, then, if there is news, everybody.
	 */
	private boolean walk(Room room, boolean mayPause) {
		int all = this.attended.size() + (isQuiet() ? 0 : room.subscribers().size());
		long start = System.nanoTime();
		for (int served = 1; this.next < all; served++) {
			serveNext(room);
			if (mayPause && served % CHECKED_EVERY == 0 && System.nanoTime() - start > MAX_NANOS) {
				return this.next == all;
			}
		}
		return true;
	}

	private boolean isQuiet() {
		return this.until == this.fresh.from();
	}

	private void serveNext(Room room) {
		int index = this.next - this.attended.size();
		if (index >= 0) {
			Subscriber subscriber = room.subscribers().get(index);
			serve(room, subscriber);
			this.lag = Math.max(this.lag, subscriber.gone ? 0 : this.until - subscriber.cursor);
		}
		else if (this.attended.get(this.next).leaving || isQuiet()) {
			serve(room, this.attended.get(this.next));
		}
		this.next++;
	}

	private void account(Room room) {
		this.writer.flushCount();
		if (isQuiet()) {
			this.lag = (room.subscribers().behind() > 0) ? room.largestLag() : 0;
		}
		else {
			this.traffic.addDelay(System.nanoTime() - this.fresh.get(0).addedNanos);
		}
	}

	/**
	 * Serves one subscriber, whose trouble must not become that of the next.
	 */
	private void serve(Room room, Subscriber subscriber) {
		if (subscriber.busy || subscriber.gone) {
			return;
		}
		try {
			if (subscriber.leaving) {
				serveLeaver(room, subscriber);
			}
			else {
				bring(room, subscriber);
			}
		}
		catch (Throwable ex) {
			this.failures.add("serving client " + subscriber.id(), ex);
			this.writer.lose(subscriber);
			this.failures.contain("closing client " + subscriber.id(),
					() -> subscriber.outlet().close(INTERNAL_ERROR, "the server failed to serve this client"));
		}
		note(room.subscribers(), subscriber, subscriber.leaving ? subscriber.end : this.until);
	}

	private void note(SubscriberList subscribers, Subscriber subscriber, long goal) {
		boolean behind = !subscriber.gone && (subscriber.busy || subscriber.isUnserved(goal));
		subscribers.note(subscriber, behind);
		if (!behind && subscriber.stalled) {
			subscriber.stalled = false;
			if (!subscriber.leaving && !subscriber.gone) {
				this.traffic.addSlow(Slow.CAUGHT_UP);
			}
		}
	}

	private void bring(Room room, Subscriber subscriber) {
		long from = this.fresh.from();
		if (subscriber.cursor == from && subscriber.lastOwn < from && !subscriber.told && !subscriber.isReplaying()) {
			if (this.until > from) {
				this.writer.write(subscriber, batch(subscriber.format()), this.fresh, 0);
			}
			return;
		}
		deliverIndividually(room, subscriber, this.until);
	}

	/**
	 * Runs an individual.
	 * @return whether the subscriber has got everything
	 */
	private boolean deliverIndividually(Room room, Subscriber subscriber, long goal) {
		this.individual.run(room, subscriber, this.fresh, batch(subscriber.format()), goal);
		if (subscriber.busy || subscriber.gone) {
			return false;
		}
		if (subscriber.isUnserved(goal)) {
			room.attend(subscriber);
			return false;
		}
		return true;
	}

	/**
	 * Brings a subscriber that has left what was said before it did.
	 */
	private void serveLeaver(Room room, Subscriber subscriber) {
		Runnable whenServed = subscriber.whenServed;
		if (whenServed != null && deliverIndividually(room, subscriber, subscriber.end)) {
			subscriber.whenServed = null;
			this.writer.close(subscriber);
			this.failures.contain("the farewell of client " + subscriber.id(), whenServed);
		}
	}

}
