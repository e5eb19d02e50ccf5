package io.roomcast.fanout;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

import io.roomcast.fanout.Traffic.Slow;

/**
 * One round of deliveries in one room, and the buffers that it needs. The entries that no
 * pass has seen are put into one train for each format, and every subscriber that has
 * read up to them gets that train's bytes. An errand of its own is run only for who sent
 * something in it (the sender sees another rendering), has a frame of its own due, or
 * lies behind. A pump thread runs it; it may be used for one room after the other, not
 * for two at once.
 */
final class Pass {

	static final int MAX_ENTRIES = 1024;

	private static final int INTERNAL_ERROR = 1011;

	private static final Logger logger = System.getLogger(Pass.class.getName());

	private final Traffic traffic;

	private final Window fresh = new Window(MAX_ENTRIES);

	private final Train[] shared;

	private final Delivery delivery;

	private final Errand errand;

	private List<Subscriber> attended = new ArrayList<>();

	private long lag;

	Pass(Limits limits, Traffic traffic) {
		this.traffic = traffic;
		this.shared = new Train[] { new Train(limits.writeBytes()), new Train(limits.writeBytes()) };
		this.delivery = new Delivery(traffic);
		this.errand = new Errand(limits, traffic, this.delivery);
	}

	/**
	 * Brings a room's news to its subscribers.
	 */
	void run(Room room) {
		this.attended = room.begin(this.fresh, emptied(this.attended));
		long until = this.fresh.from();
		try {
			settle(room);
			until += load(room.members());
			deliver(room, until);
			account(until);
		}
		finally {
			this.fresh.clear();
			room.end(until, this.lag);
		}
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
			this.delivery.free(subscriber);
			room.members().settle(subscriber);
		}
	}

	/**
	 * Fills the trains of the formats that somebody reads, with the same entries each.
	 */
	private int load(Members members) {
		int entries = this.fresh.size();
		for (Format format : Format.VALUES) {
			if (members.has(format)) {
				entries = load(format, entries);
			}
		}
		for (Format format : Format.VALUES) {
			if (members.has(format) && train(format).entries() > entries) {
				load(format, entries);
			}
		}
		return entries;
	}

	private int load(Format format, int most) {
		Train train = train(format);
		train.clear();
		int entries = 0;
		while (entries < most && train.add(this.fresh.get(entries).common(format))) {
			entries++;
		}
		return entries;
	}

	private Train train(Format format) {
		return this.shared[format.index];
	}

	private void deliver(Room room, long until) {
		for (Subscriber subscriber : this.attended) {
			if (!subscriber.present || until == this.fresh.from()) {
				serve(room, subscriber, until);
			}
		}
		Members members = room.members();
		if (until == this.fresh.from()) {
			this.lag = (members.behind() > 0) ? room.largestLag() : 0;
			return;
		}
		this.lag = 0;
		for (int place = 0; place < members.size(); place++) {
			Subscriber subscriber = members.get(place);
			serve(room, subscriber, until);
			this.lag = Math.max(this.lag, until - subscriber.cursor);
		}
	}

	private void account(long until) {
		this.delivery.flushCount();
		if (until > this.fresh.from()) {
			this.traffic.addDelay(System.nanoTime() - this.fresh.get(0).addedNanos);
		}
	}

	/**
	 * Serves one subscriber, whose trouble must not become that of those behind it.
	 */
	private void serve(Room room, Subscriber subscriber, long until) {
		if (subscriber.busy || subscriber.gone) {
			return;
		}
		try {
			long goal = subscriber.present ? until : subscriber.end;
			if (subscriber.present) {
				bring(room, subscriber, until);
			}
			else {
				serveLeaver(room, subscriber);
			}
			boolean behind = !subscriber.gone && (subscriber.busy || isUnserved(subscriber, goal));
			if (room.members().note(subscriber, behind) && subscriber.present && !subscriber.gone) {
				this.traffic.addSlow(Slow.CAUGHT_UP);
			}
		}
		catch (RuntimeException ex) {
			subscriber.gone = true;
			room.members().note(subscriber, false);
			logger.log(Level.ERROR, () -> "serving client " + subscriber.id() + " failed", ex);
			subscriber.outlet().close(INTERNAL_ERROR, "the server failed to serve this client");
		}
	}

	private static boolean isUnserved(Subscriber subscriber, long goal) {
		return subscriber.isReplaying() || subscriber.cursor < goal;
	}

	private void bring(Room room, Subscriber subscriber, long until) {
		long from = this.fresh.from();
		if (subscriber.cursor == from && subscriber.lastOwn < from && !subscriber.hasAside()
				&& !subscriber.isReplaying()) {
			if (until > from) {
				this.delivery.write(subscriber, train(subscriber.format()), this.fresh, 0);
			}
			return;
		}
		this.errand.run(room, subscriber, this.fresh, until);
		if (!subscriber.busy && !subscriber.gone && isUnserved(subscriber, until)) {
			room.attend(subscriber);
		}
	}

	/**
	 * Brings a subscriber that has left what was said before it did.
	 */
	private void serveLeaver(Room room, Subscriber subscriber) {
		Runnable whenServed = subscriber.whenServed;
		if (whenServed == null) {
			return;
		}
		this.errand.run(room, subscriber, this.fresh, subscriber.end);
		if (subscriber.busy || subscriber.gone) {
			return;
		}
		if (isUnserved(subscriber, subscriber.end)) {
			room.attend(subscriber);
			return;
		}
		subscriber.whenServed = null;
		whenServed.run();
	}

}
